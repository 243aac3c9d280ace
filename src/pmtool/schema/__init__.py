"""The front matter: its model, its JSON Schema, and what is wrong with a given one.

`record` and `json_schema` import Pydantic; `brief`, `moment`, `values` and `requirements` use the standard
library only, for verbs that read thousands of files.
"""
