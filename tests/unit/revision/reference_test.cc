// Compares with what Alembic answered: tests/record/revision_graphs.py. A
// larger recording can be named in LIMBECK_REVISION_GRAPHS.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "revision/format.h"
#include "revision/path.h"
#include "revision/step.h"

namespace limbeck::revision {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

std::string class_name(const RevisionError& error) {
  switch (error.failure()) {
    case Failure::Plain:
      return "RevisionError";
    case Failure::RangeNotAncestor:
      return "RangeNotAncestorError";
    case Failure::MultipleHeads:
      return "MultipleHeads";
    case Failure::Resolution:
      return "ResolutionError";
    case Failure::Cycle:
      return "CycleDetected";
    case Failure::DependencyCycle:
      return "DependencyCycleDetected";
    case Failure::Loop:
      return "LoopDetected";
    case Failure::DependencyLoop:
      return "DependencyLoopDetected";
    case Failure::Missing:
    case Failure::Internal:
      return "";
  }
  return "";
}

Json place_json(const Place& place) {
  if (place.kind == Place::Kind::Base) return "base";
  if (place.kind == Place::Kind::Beyond) return nullptr;
  return place.revision->id;
}

std::string difference(const Texts& before, const Texts& after) {
  std::set<std::string> old(before.begin(), before.end());
  std::set<std::string> now(after.begin(), after.end());
  std::string out;
  for (const std::string& row : old) {
    if (!now.count(row)) out += "-" + row;
  }
  for (const std::string& row : now) {
    if (!old.count(row)) out += "+" + row;
  }
  return out;
}

std::string sorted_words(const std::string& text) {
  Texts words(1);
  for (char c : text) {
    if (c == ' ' && !words.back().empty()) words.emplace_back();
    if (!contains(" []()',", std::string(1, c))) words.back() += c;
  }
  if (words.back().empty()) words.pop_back();
  std::sort(words.begin(), words.end());
  return join(words, " ");
}

// The steps and the changes of rows; rows as far as the reference got.
Json run(const RevisionGraph& graph, const std::vector<Step>& steps,
         const Texts& rows, const Json& expected) {
  Json out = {{"steps", Json::array()}, {"rows", Json::array()}};
  const Json& known = expected.contains("rows") ? expected["rows"] : Json();
  HeadMaintainer maintainer(graph, rows);
  Json shown = Json::array(), log = Json::array();
  for (const Step& step : steps) {
    shown.push_back(step.log());
    out["steps"].push_back(step.revision ? step.revision->id
                                         : step.short_log());
    std::size_t number = out["rows"].size();
    if (number < known.size() && known[number].is_object()) {
      out["rows"].push_back(known[number]);  // the reference failed here
      break;
    }
    Texts before = maintainer.heads();
    RowChanges changes = maintainer.update_to_step(step);
    log.push_back(sorted_words(changes.log));
    out["rows"].push_back(difference(before, maintainer.heads()));
  }
  if (!expected.contains("shown")) return out;
  bool failed = !known.empty() && known.back().is_object();
  out["shown"] = failed ? expected["shown"] : shown;
  out["log"] = failed ? expected["log"] : log;
  return out;
}

Json ask(const RevisionGraph& graph, const Json& query, const Json& expected) {
  std::string kind = query[0];
  if (kind == "revs") {
    Json out = Json::array();
    for (const Place& place : get_places(graph, query[1].get<std::string>())) {
      out.push_back(place_json(place));
    }
    return out;
  }
  if (kind == "rev") {
    const Revision* found = get_revision(graph, query[1].get<std::string>());
    return found ? Json(found->id) : Json();
  }
  if (kind == "lineage") {
    return ids(filter_for_lineage(
        graph, graph.heads(), query[1],
        query[2].get<bool>() ? Dependencies::Yes : Dependencies::No));
  }
  if (kind == "current") {
    Texts found = with_wording(
        {}, [&] { return ids(get_all_current(graph, query[1].get<Texts>())); });
    std::sort(found.begin(), found.end());
    return found;
  }
  if (kind == "number") {
    return with_wording({},
                        [&] { return as_revision_number(graph, query[1]); });
  }
  if (kind == "walk")
    return ids(walk_revisions(graph, query[1].get<std::string>(),
                              query[2].get<std::string>()));
  if (kind == "between") {
    PathOptions options{query[3], query[4]};
    Specifier upper = query[1].get<std::string>();
    Specifier lower = query[2].get<std::string>();
    return ids(query[5].get<bool>()
                   ? iterate_for_downgrade(graph, upper, lower, options)
                   : iterate_revisions(graph, upper, lower, options));
  }
  Texts rows = query[2];
  if (kind == "stamp") {
    return run(graph, stamp_steps(graph, query[1].get<Texts>(), rows), rows,
               expected);
  }
  Specifier target = query[1].get<std::string>();
  bool up = kind == "up";
  std::vector<Step> steps;
  for (const Revision* revision : up ? upgrade_path(graph, target, rows)
                                     : downgrade_path(graph, target, rows)) {
    steps.push_back(up ? upgrade_step(*revision) : downgrade_step(*revision));
  }
  return run(graph, steps, rows, expected);
}

// Where the reference names several revisions of a set.
std::string sorted_names(std::string text) {
  std::string_view mark = " overlaps with other requested revisions ";
  std::size_t at = text.find(mark);
  if (at == std::string::npos) return text;
  Texts names;
  for (const std::string& name : split(text.substr(at + mark.size()), ',')) {
    names.emplace_back(strip(name));
  }
  std::sort(names.begin(), names.end());
  return text.substr(0, at + mark.size()) + join(names, ", ");
}

Json failure_json(const std::string& type, const std::string& text) {
  return {{"error", type}, {"text", sorted_names(text)}};
}

bool crashed(const Json& answer) {
  return answer.is_object() && answer.contains("crash");
}

Json normal(Json answer) {
  if (answer.is_object() && answer.contains("error")) {
    answer["text"] = sorted_names(answer["text"]);
  }
  return answer;
}

template <class Work>
Json caught(const Json& expected, Work work) {
  try {
    return work();
  } catch (const RevisionError& error) {
    // Where the reference crashes, any error of ours will do.
    if (crashed(expected)) return expected;
    return failure_json(class_name(error), error.message());
  } catch (const Error& error) {
    if (crashed(expected)) return expected;
    return failure_json("CommandError", error.message());
  }
}

// As `document` in the recording script.
std::string document(const std::string& id) {
  if (id.size() == 3) return "";
  if (id.size() == 4) return cat("doc ", id);
  return cat("doc ", id, "\n\nRevision ID: ", id, "\n\n  end");
}

std::vector<Revision> revisions_of(const Json& rows) {
  std::vector<Revision> out;
  for (const Json& row : rows) {
    Revision revision;
    revision.id = row[0];
    revision.down_revisions = row[1].get<Texts>();
    revision.dependencies = row[2].get<Texts>();
    revision.own_labels = row[3].get<Texts>();
    revision.long_doc = document(revision.id);
    revision.path = cat(revision.id, ".py");
    out.push_back(std::move(revision));
  }
  return out;
}

Json derived(const RevisionGraph& graph, const Json& rows) {
  Json labels = Json::array(), normalized = Json::array();
  for (const Json& row : rows) {
    const Revision* revision = graph.find(row[0].get<std::string>());
    labels.push_back(join(revision->branch_labels, " "));
    normalized.push_back(join(ids(revision->normalized_down), " "));
  }
  return {{"heads", ids(graph.heads())},
          {"real_heads", ids(graph.real_heads())},
          {"bases", ids(graph.bases())},
          {"real_bases", ids(graph.real_bases())},
          {"labels", labels},
          {"normalized", normalized}};
}

Json texts(const RevisionGraph& graph) {
  Json out;
  for (Verbose verbose : {Verbose::No, Verbose::Yes}) {
    std::string mark = verbose == Verbose::Yes ? " -v" : "";
    out["heads" + mark] = heads_text(graph.heads(), verbose);
    out["resolved" + mark] = heads_text(graph.real_heads(), verbose);
    out["branches" + mark] = branches_text(graph, verbose);
    out["history" + mark] = history_text(walk_revisions(graph), verbose);
  }
  out["show"] = show_text(graph.real_heads());
  return out;
}

// Returns how many answers differ, having reported the first few.
int compare(const Json& recorded) {
  std::vector<std::string> warnings;
  std::optional<RevisionGraph> graph;
  bool fails = recorded.contains("failed");
  Json expected = fails ? normal(recorded["failed"]) : Json("built");
  Json built = caught(expected, [&]() -> Json {
    graph.emplace(revisions_of(recorded["graph"]),
                  [&](const std::string& text) { warnings.push_back(text); });
    return "built";
  });
  EXPECT_EQ(Json(warnings), recorded["warnings"]) << recorded["graph"];
  EXPECT_EQ(built, expected) << recorded["graph"];
  if (built != expected) return 1;
  if (fails) return 0;
  int different = 0;
  Json made = derived(*graph, recorded["graph"]);
  for (auto& [key, value] : made.items()) {
    EXPECT_EQ(value, recorded[key]) << key << " of " << recorded["graph"];
    different += value != recorded[key];
  }
  if (recorded.contains("texts")) {
    Json shown = texts(*graph);
    EXPECT_EQ(shown, recorded["texts"]) << recorded["graph"];
    different += shown != recorded["texts"];
  }
  for (std::size_t i = 0; i < recorded["queries"].size(); ++i) {
    const Json& query = recorded["queries"][i];
    Json wanted = normal(recorded["answers"][i]);
    Json given = caught(wanted, [&] { return ask(*graph, query, wanted); });
    EXPECT_EQ(given, wanted) << query << "\nof " << recorded["graph"];
    different += given != wanted;
  }
  return different;
}

TEST(Reference, AnswersAboutRandomGraphs) {
  const char* other = std::getenv("LIMBECK_REVISION_GRAPHS");
  std::string path =
      other ? other : LIMBECK_SOURCE_DIR "/tests/data/revision_graphs.jsonl";
  std::ifstream file(path);
  std::string line;
  int graphs = 0, different = 0;
  while (std::getline(file, line) && different < 5) {
    ++graphs;
    different += compare(Json::parse(line));
  }
  EXPECT_GT(graphs, 100) << path;
  EXPECT_EQ(different, 0);
}

}  // namespace
}  // namespace limbeck::revision
