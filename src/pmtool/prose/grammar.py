"""Closed word classes, and words whose neighbours decide what they are."""

# ruff: noqa: SIM905 -- word lists read better as text

DETERMINERS = frozenset(
    "the a an our their its his her my your this that these those no some any every each another one two three four five "
    "several both all most neither either many few which whose what".split()
)
PREPOSITIONS = frozenset(
    "by of to for from with at on in than like via through between against toward towards about over under among per into "
    "onto without within behind except despite beside besides beyond near past upon across around inside outside".split()
)
SUBORDINATORS = frozenset(
    "because since when while after before if although though until unless where whereas as whether once so that which who "
    "and or but nor then why how what".split()
)
AUXILIARIES = frozenset(
    "am is are was were be been being has have had having do does did can could will would shall should may might must "
    "ought 'd let".split()
)
PRONOUNS = frozenset("i we you he she it they me us him her them who whom whoever".split())
FUNCTION = (
    DETERMINERS
    | PREPOSITIONS
    | SUBORDINATORS
    | AUXILIARIES
    | PRONOUNS
    | frozenset(
        "not there here again anyway btw lol today yesterday tomorrow tonight twice now please maybe yet accountable responsible also just only even still never too very more less than".split()
    )
)
# "one of the engineers" is about engineers.
PARTITIVES = frozenset(
    "one some none most all any many several both half two three four five few member members each either neither majority "
    "part rest someone somebody anyone nobody everyone everybody no-one nobody any pair couple group handful number "
    "representative representatives".split()
)
NEGATIVE_PARTITIVES = frozenset("none neither nobody no-one".split())
# "... on call", "... in charge": still the same person.
TAILS = (
    ("on", "call"),
    ("on", "duty"),
    ("on", "shift"),
    ("on", "site"),
    ("on", "hand"),
    ("in", "charge"),
    ("in", "question"),
    ("on", "our", "side"),
    ("on", "their", "side"),
    ("on", "the", "team"),
    ("on", "the", "bridge"),
    ("on", "the", "call"),
    ("in", "the", "room"),
    ("in", "the", "channel"),
    ("on", "the", "day"),
    ("of", "the", "day"),
    ("of", "ours"),
    ("involved",),
    ("concerned",),
    ("else",),
    ("at", "all"),
    ("himself",),
    ("herself",),
    ("themselves",),
    ("myself",),
    ("ourselves",),
    ("alone",),
)
# Words before a head that belong to it although no determiner is there.
MODIFIERS = frozenset(
    "senior junior lead chief principal staff duty night day weekend backend front-end frontend back-end database network "
    "platform infrastructure infra cloud data software hardware systems system release deployment incident change support "
    "security operations product project account customer on-call oncall shift external internal third-party field service "
    "machine-learning ml ai devops qa test testing it technical tech site reliability new former deputy assistant medical "
    "clinical ward research finance treasury risk compliance audit legal marketing sales key power human offshore certain "
    "individual responsible other own local regional many primary secondary second first".split()
)
# Given names that are also words, products or places: they need a surname or a verb that only people can have.
AMBIGUOUS_NAMES = frozenset(
    "august june april may mark grant grace joy penny mercy long per sun an mo will bill rich pat jack skip chip "
    "max min ray ada julia ruby jade lisa athena aurora iris victoria paris jordan virginia sydney london austin "
    "dallas claude drew dawn hope faith rose art chase dash amber crystal elm hana sage sky ivy lily flora kit case "
    "ed do so van kay lin tam ara tal shin ram page park holly miles ash bo che pearl star stone yang jin jun kun "
    "tor tore tove ama ting tim xi zi zen mina mira una sana nova vera basil devi dean cary".split()
)
# Only people do these; an unknown capitalised word before one is a name.
PERSONAL_VERBS = frozenset(
    "forgot forgets admitted admits confessed confesses claimed claims insisted insists thought thinks assumed assumes believed "
    "decided decides noticed neglected said says told asked realised realized remembered refused conceded denied denies wanted "
    "chose chooses argued apologised apologized agreed knew promised suggested complained blamed wrote explained joined "
    "overlooked ignored overlooks ignores misread approved approves".split()
)
# Names of AI systems, and what follows them in the name of a variant.
MODEL_FAMILIES = frozenset("claude gpt chatgpt gemini llama mistral copilot codex deepseek qwen".split())
MODEL_VARIANTS = frozenset("code sonnet opus haiku pro flash ultra turbo mini nano chat cli agent".split())
PRODUCTS = frozenset(
    "jenkins cassandra kafka kubernetes pascal ruby erlang haskell turing athena aurora neptune apollo atlas juno prometheus "
    "thanos loki jaeger helm rook vault consul nomad ray dask grafana redis postgres postgresql mysql github gitlab google "
    "amazon azure slack jira terraform ansible docker linux windows chrome android python java rust nginx envoy istio sentry "
    "datadog pagerduty cloudflare fastly akamai openai anthropic microsoft apple meta facebook twitter nginx airflow spark "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december english german french europe asia america".split()
)
