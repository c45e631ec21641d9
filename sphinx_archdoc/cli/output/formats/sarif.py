"""SARIF 2.1.0, the format of code scanning (OASIS standard, 27 March 2020)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sphinx_archdoc import __version__
from sphinx_archdoc.cli.output.finding_report import HOME, FindingReport, ReportedRule
from sphinx_archdoc.cli.output.terminal import as_json
from sphinx_archdoc.rules.finding import Finding, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_ROOT = "SRCROOT"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", Severity.OFF: "none"}


def render(report: FindingReport) -> str:
    """Return the report as one run."""
    rules = report.rules()
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    state = "new" if report.accepted or report.is_compared else ""
    results = [_result(report, one, numbers, state) for one in report.findings]
    results += [_result(report, one, numbers, "unchanged") for one in report.accepted]
    for one in report.suppressed:
        kind = "inSource" if report.suppressed_in == "source" else "external"
        suppression = {"kind": kind, **({"justification": one.reason} if one.reason else {})}
        results.append({**_result(report, one.finding, numbers, ""), "suppressions": [suppression]})
    if report.suppressed:  # either all results have the key, or none has (section 3.27.23)
        results = [{"suppressions": [], **result} for result in results]
    run = {
        "tool": {
            "driver": {
                "name": "sphinx-archdoc",
                "version": __version__,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder in which the command was called."}}
        },
        "results": results,
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: ReportedRule) -> dict[str, Any]:
    help_ = {"help": {"text": _plain(rule.remedy), "markdown": rule.remedy}} if rule.remedy else {}
    return {
        "id": rule.id,
        "shortDescription": {"text": _plain(rule.meaning)},
        **help_,
        "helpUri": rule.uri,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _plain(text: str) -> str:
    return text.replace("`", "'")


def _result(report: FindingReport, finding: Finding, numbers: dict[str, int], state: str) -> dict[str, Any]:
    more = (finding.message, finding.hint, report.causes.get(finding.fingerprint, ""))
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": "; ".join(filter(None, more))},
        "locations": [_location(file, finding.where.line)] if (file := report.file_of(finding)) else [],
        "partialFingerprints": {"archdocKey/v1": finding.fingerprint},
    }
    if finding.evidence:
        result["relatedLocations"] = [
            {"id": number, **_location(report.path_from_here(place.file), place.line)}
            for number, place in enumerate(finding.evidence)
        ]
    if state:
        result["baselineState"] = state
    return result


def _uri(path: str) -> str:
    """Return a path as a relative URI; bytes of a file name that are not UTF-8 are kept."""
    try:
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, errors="backslashreplace")


def _location(path: str, line: int) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path), "uriBaseId": _ROOT},
            "region": {"startLine": line or 1},
        }
    }
