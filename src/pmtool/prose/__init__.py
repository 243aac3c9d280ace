"""Language machinery that rules about wording share: tokens, people, verb classes, patterns, guards.

Pure functions over the text of a sentence; nothing here knows a document's file, the configuration's source or a rule.
"""
