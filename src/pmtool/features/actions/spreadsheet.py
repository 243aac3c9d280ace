"""Actions as a CSV file for the importers of issue trackers."""

from collections.abc import Sequence
import csv
import io
import re

from pmtool.features.actions.rows import ActionRow
from pmtool.features.actions.tickets import ticket_for
from pmtool.vocab import CsvLayout

_HANDLE = re.compile(r"@([A-Za-z0-9][A-Za-z0-9-]{0,38})(?=[\s,]|\Z)")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")


def csv_text(rows: Sequence[ActionRow], layout: CsvLayout, labels: Sequence[str] = ()) -> str:
    """A file in UTF-8 with a header, quoted as spreadsheets do (RFC 4180).

    For Jira: the importer maps columns by name; repeated Labels columns are one field; dates are
    yyyy-MM-dd, which is to be given as its date format; only an owner that is an e-mail address goes to
    Assignee, as no other is found there. For GitHub: the columns of the common importers (github-csv-tools
    and its kin): title, body, labels, assignees, state.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if layout is CsvLayout.JIRA:
        own = ["pm-action", *(label.replace(" ", "-") for label in labels)]
        writer.writerow(
            [
                "Summary",
                "Issue Type",
                "Description",
                "Due Date",
                "Assignee",
                "External ID",
                *["Labels"] * (len(own) + 1),
            ]
        )
        for row in rows:
            ticket = ticket_for(row)
            owner = row.get("owner") or ""
            assignee = owner if _ADDRESS.match(owner) else ""
            due = row.due.isoformat() if row.due else ""
            writer.writerow(
                [ticket.title[:255], "Task", ticket.body, due, assignee, row.id, *own, f"pm:{row.id}"]
            )
        return out.getvalue()
    writer.writerow(["title", "body", "labels", "assignees", "state"])
    for row in rows:
        ticket = ticket_for(row)
        handles = ",".join(_HANDLE.findall(row.get("owner") or ""))
        state = "open" if row.unfinished else "closed"
        writer.writerow([ticket.title[:256], ticket.marked_body, ",".join(labels), handles, state])
    return out.getvalue()
