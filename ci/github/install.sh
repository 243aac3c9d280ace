# Install pmtool into an environment of its own; the job's Python stays as it is.
set -euo pipefail

version=${PM_ACTION_VERSION:-}
if [[ -z $version ]]; then
  # The code at the very commit or tag that the workflow names.
  what=$GITHUB_ACTION_PATH
elif [[ $version =~ ^[0-9][0-9A-Za-z.+]*$ ]]; then
  what="pmtool==$version"
else
  echo "::error::pm lint: 'version' is a version such as 1.2.0"
  exit 2
fi

environment=$RUNNER_TEMP/pm-lint
"$PM_ACTION_PYTHON" -m venv "$environment"
commands=$environment/bin
[[ -d $commands ]] || commands=$environment/Scripts
"$commands/python" -m pip install --quiet --disable-pip-version-check "$what"
