"""Sums up the results of run.py: lines, causes, and the document."""

import collections
import datetime
import re
import subprocess


TASKS = ("texts", "sql", "online", "models", "drift", "own", "doctor")


def count(part):
    """(identical, all that the reference runs) of one task's result."""
    cases = (part or {}).get("cases", [])
    return sum(case["same"] for case in cases), len(cases)


def line(result):
    fields = []
    for task in TASKS:
        part = result.get(task)
        if part is None:
            continue
        if "error" in part:
            fields.append(f"{task}: reference fails ({part['error'][:90]})")
            continue
        same, total = count(part)
        beyond = len(part.get("beyond", []))
        fields.append(f"{task} {same}/{total}"
                      + (f" (reference fails {beyond})" if beyond else ""))
    return f"{result['name']} [{result['dialect']}]: " + ", ".join(fields)


def totals(results):
    fields = []
    for task in TASKS:
        pairs = [count(result.get(task)) for result in results]
        same, total = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
        if total:
            fields.append(f"{task} {same}/{total} = {100 * same / total:.2f} %")
    return "all: " + ", ".join(fields)


def group(results, tasks):
    grouped = collections.defaultdict(list)
    for result in results:
        for task in tasks:
            for case in (result.get(task) or {}).get("cases", []):
                if not case["same"]:
                    grouped[case["cause"]].append(
                        (result["name"], result["dialect"], case["name"]))
    return sorted(grouped.items(), key=lambda item: -len(item[1]))


def causes(results, tasks, limit):
    lines = []
    for cause, places in group(results, tasks)[:limit]:
        lines.append(f"{len(places):5} {cause}")
        name, dialect, case = places[0]
        lines.append(f"        {name} [{dialect}] {case}")
    return "\n".join(lines)


def version(program, *arguments):
    try:
        done = subprocess.run([program, *arguments], capture_output=True)
        return done.stdout.decode().strip()
    except OSError:
        return "?"


def is_failure(cause):
    """Whether limbeck did not run at all, rather than gave something else."""
    return not cause.startswith(("«", "lacks «", "adds «", "not reached"))


def own(part):
    """What became of the run with the project's own env.py."""
    if not part or "error" in part:
        return "–"
    same, total = count(part)
    if total:
        return "identical" if same else "differs" if part.get(
            "reached") else "fails"
    if part.get("reached"):
        return "to its heads"
    ends = [entry["error"] for entry in part.get("beyond", [])]
    return ("as the reference" if part.get("reference") in ends else "fails")


def doctors(results):
    """What `limbeck doctor` told beforehand of the revisions that do not run."""
    told = [r["doctor"] for r in results if "error" not in r.get("doctor", {"error": 1})]
    same = sum(count(part)[0] for part in told)
    total = sum(count(part)[1] for part in told)
    needless = sum(part["needless"] for part in told)
    return ["", "## What the doctor tells beforehand", "",
            f"Of the {total} revisions that end with an error in limbeck alone, "
            f"`limbeck doctor` names {same} beforehand, or their `env.py`; it also "
            f"warns of {needless} that give the same as the reference, whose calls "
            f"of missing packages these runs did not reach. Asked of {len(told)} "
            "of the rows above."]


def percent(same, total):
    return f"{100 * same / total:.1f} %" if total else "–"


def ratio(pair):
    if not pair or None in pair:
        return "–"
    times = pair[0] / pair[1]
    return f"{times:.0f}×" if times >= 10 else f"{times:.1f}×"


def document(results, missing, options, projects):
    versions = version(options.reference, "-c", (
        "import alembic, sqlalchemy; print('Alembic', alembic.__version__, "
        "'with SQLAlchemy', sqlalchemy.__version__)"))
    today = datetime.date.today().isoformat()
    out = [
        "# Compatibility with public projects", "",
        "Written by `compat/run.py`; see `compat/README.md` for what is "
        "compared and how.", "",
        f"{today}, {version(options.limbeck, '--version')} against {versions}.",
        "", "A case is one revision in one direction. Counted are the cases "
        "that the reference itself runs; «beyond» are those that it does not "
        "run with this configuration, mostly because a script needs packages "
        "or data that are not there. A row is as old as its project's last "
        "run; where there is no number, the comparison is still to be made. "
        "«times faster» is the reference's time divided by limbeck's: processor "
        "time of history and of the SQL of all revisions up to the first that "
        "the reference does not run, elapsed time of the online run as far.",
        "",
        "| project | dialect | revisions | SQL identical | online identical "
        "| beyond (SQL, online) | texts | models, empty and at head | own env.py "
        "| times faster: history, SQL, online | snapshot |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: "
        "| --- |"]
    for result in sorted(results, key=lambda r: r["name"].lower()):
        fields = [result["name"], result["dialect"],
                  str(result.get("sql", {}).get("revisions", "–"))]
        for task in ("sql", "online"):
            same, total = count(result.get(task))
            fields.append(f"{same} of {total}" if total else "–")
        fields.append(", ".join(
            str(len(result.get(task, {}).get("beyond", [])))
            for task in ("sql", "online")))
        same, total = count(result.get("texts"))
        fields.append(f"{same} of {total}" if total else "–")
        fields.append(", ".join(
            "–" if not total else "identical" if same else "differs"
            for same, total in map(count, map(result.get, ("models", "drift")))))
        fields.append(own(result.get("own")))
        fields.append(", ".join(ratio(result.get("speed", {}).get(name))
                                for name in ("history", "sql", "online")))
        fields.append(result.get("snapshot", "")[:10])
        out.append("| " + " | ".join(fields) + " |")
    out += ["", totals(results).replace("all: ", "All: ") + ".", ""]
    out += ["## What is not identical, and why", "",
            "| cases | first cause | for example |", "| ---: | --- | --- |"]
    for cause, places in group(results, TASKS):
        name, dialect, case = places[0]
        text = re.sub(r"(?:/[\w.+-]+){2,}/", "", cause)  # places on a machine
        text = text.replace("|", "\\|").replace("`", "'")
        out.append(f"| {len(places)} | `{text}` | {name}, {dialect}, {case} |")
    out += doctors(results)
    fresh = [p for p in projects if p.get("first_run")]
    if fresh:
        out += ["", "## Projects that nobody had looked at", "",
                "Run once before anything was done for them; SQL steps that were "
                "identical, of those that the reference runs: "
                + ", ".join(f"{p['name']} {p['first_run']}" for p in fresh) + "."]
        if options.fresh:
            out += ["", f"The newest of them, of {options.fresh['date']}: "
                    f"{options.fresh['projects']}. They gave "
                    f"{options.fresh['first']}."]
        first = [p["first_own"] for p in fresh if "first_own" in p]
        now = [r["own"] for r in results if "reached" in r.get("own", {})]
        out += ["", f"With the own `env.py` of {len(first)} of them, which mostly "
                "imports the whole application and so packages that limbeck does "
                f"not have, {first.count(True)} came to their heads online at "
                f"first; now {sum(o['reached'] for o in now)} of {len(now)} do. "
                "Where the reference, which has most of these packages, gets "
                "there too, «identical» is said of the schema."]
    if missing:
        out += ["", "Without a checkout, so not compared: "
                + ", ".join(missing) + "."]
    return "\n".join(out) + "\n"
