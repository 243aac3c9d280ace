# Run pm lint with the inputs of the action: annotations on stdout, files beside them, the summary of the job.
set -euo pipefail

environment=${RUNNER_TEMP:-}/pm-lint
if [[ -x $environment/bin/pm ]]; then pm=$environment/bin/pm
elif [[ -x $environment/Scripts/pm.exe ]]; then pm=$environment/Scripts/pm.exe
else pm=pm
fi

refuse() {
  echo "::error::pm lint: $1"
  exit 2
}

arguments=(lint --format github)
case ${PM_ACTION_CHANGED:-all} in
  all) ;;
  files) arguments+=(--changed) ;;
  lines) arguments+=(--changed-lines) ;;
  *) refuse "'changed' is all, files or lines" ;;
esac
case ${PM_ACTION_FAIL_ON:-warning} in
  error | warning) arguments+=(--fail-on "${PM_ACTION_FAIL_ON:-warning}") ;;
  never) arguments+=(--exit-zero) ;;
  *) refuse "'fail-on' is error, warning or never" ;;
esac

output() { # format, file
  mkdir -p "$(dirname -- "$2")"
  arguments+=(--output "$1=$2")
}
[[ -z ${PM_ACTION_SARIF:-} ]] || output sarif "$PM_ACTION_SARIF"
markdown=${PM_ACTION_MARKDOWN:-}
if [[ -z $markdown && ${PM_ACTION_SUMMARY:-true} == true && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  markdown=${RUNNER_TEMP:-.}/pm-lint.md
fi
[[ -z $markdown ]] || output markdown "$markdown"

read -r -d '' -a more <<< "${PM_ACTION_ARGS:-}" || true
arguments+=("${more[@]}")
paths=()
while IFS= read -r path; do
  path=${path%$'\r'}
  [[ -z $path ]] || paths+=("$path")
done <<< "${PM_ACTION_PATHS:-}"
# After `--` a file that is called like an option is a file.
((${#paths[@]} == 0)) || arguments+=(-- "${paths[@]}")

code=0
"$pm" "${arguments[@]}" || code=$?

if [[ ${PM_ACTION_SUMMARY:-true} == true && -n ${GITHUB_STEP_SUMMARY:-} && -s $markdown ]]; then
  cat -- "$markdown" >> "$GITHUB_STEP_SUMMARY"
fi
[[ -z ${GITHUB_OUTPUT:-} ]] || echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
