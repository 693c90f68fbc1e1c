// What holds for every graph, tried on random ones; and how long large ones
// take.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "revision/path.h"
#include "revision/step.h"
#include "revision/traverse.h"

namespace limbeck::revision {
namespace {

using Texts = std::vector<std::string>;
using Random = std::mt19937;

bool chance(Random& random, double probability) {
  return std::uniform_real_distribution<>(0, 1)(random) < probability;
}

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

Revision revision(std::string id, Texts downs, Texts dependencies = {},
                  Texts labels = {}) {
  Revision out;
  out.id = std::move(id);
  out.down_revisions = std::move(downs);
  out.dependencies = std::move(dependencies);
  out.own_labels = std::move(labels);
  return out;
}

std::string id_of(std::size_t number) { return cat("r", number); }

std::vector<Revision> random_revisions(Random& random, std::size_t count) {
  double branch = 0.1 * below(random, 6), merge = 0.1 * below(random, 5);
  double depend = 0.1 * below(random, 5), base = 0.03 * below(random, 4);
  std::vector<Revision> out;
  for (std::size_t i = 0; i < count; ++i) {
    std::set<std::string> downs, dependencies;
    if (i > 0 && !chance(random, base)) {
      downs.insert(id_of(chance(random, branch) ? below(random, i) : i - 1));
      while (chance(random, merge)) downs.insert(id_of(below(random, i)));
    }
    while (i > 0 && chance(random, depend)) {
      dependencies.insert(id_of(below(random, i)));
    }
    out.push_back(revision(id_of(i), {downs.begin(), downs.end()},
                           {dependencies.begin(), dependencies.end()}));
    if (chance(random, 0.05)) out.back().own_labels = {cat("label", i)};
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

// The revisions that nothing applied rests on.
std::set<std::string> tips(const std::set<const Revision*>& applied) {
  std::set<std::string> out;
  for (const Revision* one : applied) {
    bool covered = false;
    for (const Revision* child : one->all_next) covered |= applied.count(child);
    if (!covered) out.insert(one->id);
  }
  return out;
}

class Database {
 public:
  explicit Database(const RevisionGraph& graph) : rows_(graph, {}) {}

  Texts rows() const { return rows_.heads(); }

  void apply(const Links& path) {
    for (const Revision* one : path) {
      for (const Revision* down : one->all_down) {
        ASSERT_TRUE(applied_.count(down)) << down->id << " before " << one->id;
      }
      ASSERT_TRUE(applied_.insert(one).second) << one->id << " runs twice";
      rows_.update_to_step(upgrade_step(*one));
      expect_rows();
    }
  }

  void undo(const Links& path) {
    for (const Revision* one : path) {
      for (const Revision* up : one->all_next) {
        ASSERT_FALSE(applied_.count(up)) << up->id << " rests on " << one->id;
      }
      ASSERT_EQ(applied_.erase(one), 1u) << one->id << " was not applied";
      rows_.update_to_step(downgrade_step(*one));
      expect_rows();
    }
  }

  bool has(const Revision* one) const { return applied_.count(one); }
  bool has_child(const Revision* one) const {
    return std::any_of(one->next.begin(), one->next.end(),
                       [this](auto* child) { return has(child); });
  }
  std::size_t size() const { return applied_.size(); }

 private:
  void expect_rows() {
    Texts rows = rows_.heads();
    std::set<std::string> set(rows.begin(), rows.end());
    ASSERT_EQ(rows.size(), set.size());
    ASSERT_EQ(set, tips(applied_));
  }

  HeadMaintainer rows_;
  std::set<const Revision*> applied_;
};

void check(Random& random, const RevisionGraph& graph) {
  Database database(graph);
  for (int round = 0; round < 3 && graph.size() > 0; ++round) {
    const Revision* target =
        graph.revisions()[below(random, graph.revisions().size())];
    Links up = upgrade_path(graph, target->id, database.rows());
    database.apply(up);
    if (testing::Test::HasFatalFailure()) return;
    ASSERT_TRUE(database.has(target));
    const Revision* back =
        graph.revisions()[below(random, graph.revisions().size())];
    // One that only dependents rest on is no destination, as in the reference.
    if (!database.has(back) || !database.has_child(back)) continue;
    database.undo(downgrade_path(graph, back->id, database.rows()));
    if (testing::Test::HasFatalFailure()) return;
    ASSERT_TRUE(database.has(back));
    for (const Revision* child : back->next) ASSERT_FALSE(database.has(child));
  }
  database.apply(upgrade_path(graph, "heads", database.rows()));
  ASSERT_EQ(database.size(), graph.size());
  ASSERT_TRUE(upgrade_path(graph, "heads", database.rows()).empty());
  Links down = downgrade_path(graph, "base", database.rows());
  Links all = walk_revisions(graph);
  ASSERT_EQ(down, all);  // the way down is the history
  database.undo(down);
  ASSERT_EQ(database.size(), 0u);
  Links up = upgrade_path(graph, "heads", Texts{});
  std::reverse(up.begin(), up.end());
  ASSERT_EQ(up, down);  // and the way up its mirror
}

TEST(Property, PathsOfRandomGraphs) {
  Random random(20240607);
  for (int number = 0; number < 10000; ++number) {
    std::size_t count = 1 + below(random, number % 50 == 0 ? 120 : 16);
    RevisionGraph graph(random_revisions(random, count));
    check(random, graph);
    if (HasFatalFailure()) {
      for (const Revision* one : graph.revisions()) {
        std::printf("%s: %s | %s\n", one->id.c_str(),
                    join(one->down_revisions, " ").c_str(),
                    join(one->dependencies, " ").c_str());
      }
      FAIL() << "graph " << number;
    }
  }
}

// A cycle with a base below and a head above: the reference does not see it.
TEST(Property, HiddenCycleIsFound) {
  try {
    RevisionGraph graph({revision("base1", {}), revision("aa", {"base1", "bb"}),
                         revision("bb", {"aa"}), revision("top", {"bb"})});
    FAIL();
  } catch (const RevisionError& error) {
    EXPECT_EQ(error.message(),
              "Dependency cycle is detected in revisions (aa, bb)");
  }
}

// A merge that also depends on an ancestor of one side. The reference fails on
// the way up (KeyError) and leaves a needless row on the way down.
TEST(Property, MergeWithAnImpliedDependency) {
  RevisionGraph graph({revision("cc", {}), revision("aa", {"cc"}),
                       revision("bb", {}),
                       revision("mm", {"aa", "bb"}, {"cc"})});
  HeadMaintainer rows(graph, {"aa", "bb"});
  EXPECT_EQ(rows.update_to_step(upgrade_step(*graph.find("mm"))).changes,
            (std::vector<RowChange>{{RowChange::Kind::Delete, "aa", ""},
                                    {RowChange::Kind::Update, "bb", "mm"}}));
  EXPECT_EQ(rows.update_to_step(downgrade_step(*graph.find("mm"))).changes,
            (std::vector<RowChange>{{RowChange::Kind::Insert, "", "aa"},
                                    {RowChange::Kind::Update, "mm", "bb"}}));
}

TEST(Property, AddedRevisionBecomesTheHead) {
  RevisionGraph graph({revision("aa", {}, {}, {"line"}), revision("bb", {"aa"}),
                       revision("cc", {})});
  graph.add_revision(revision("dd", {"bb"}, {"cc"}, {"fresh"}));
  EXPECT_EQ(ids(graph.heads()), (Texts{"cc", "dd"}));
  EXPECT_EQ(ids(graph.real_heads()), (Texts{"dd"}));
  EXPECT_EQ(ids(upgrade_path(graph, "fresh", Texts{})),
            (Texts{"cc", "aa", "bb", "dd"}));
  EXPECT_THROW(graph.add_revision(revision("ee", {"dd"}, {}, {"line"})),
               RevisionError);
}

// Both ways through a graph, with the rows kept.
void there_and_back(std::vector<Revision> revisions) {
  std::size_t count = revisions.size();
  RevisionGraph graph(std::move(revisions));
  HeadMaintainer rows(graph, {});
  Links up = upgrade_path(graph, "heads", Texts{});
  ASSERT_EQ(up.size(), count);
  for (const Revision* one : up) rows.update_to_step(upgrade_step(*one));
  Links down = downgrade_path(graph, "base", rows.heads());
  ASSERT_EQ(down.size(), count);
  for (const Revision* one : down) rows.update_to_step(downgrade_step(*one));
  ASSERT_TRUE(rows.heads().empty());
}

// Generous limits for a debug build with sanitizers; quadratic work takes
// minutes.
template <class Work>
void expect_quick(Work work) {
  std::clock_t start = std::clock();
  work();
  double spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%.2f s of CPU\n", spent);
  EXPECT_LT(spent, 20);
}

TEST(Size, ChainOfHundredThousand) {
  std::vector<Revision> chain;
  for (int i = 0; i < 100000; ++i) {
    chain.push_back(revision(id_of(i), i ? Texts{id_of(i - 1)} : Texts{}));
  }
  expect_quick([&] { there_and_back(std::move(chain)); });
}

TEST(Size, TenThousandWithBranchesMergesAndDependencies) {
  Random random(7);
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < 10000; ++i) {
    Texts downs, dependencies;
    std::size_t near = i > 40 ? i - 40 : 0;
    if (i > 0) downs = {id_of(near + below(random, i - near))};
    if (i > 1 && chance(random, 0.4)) {
      std::string other = id_of(near + below(random, i - near));
      if (other != downs[0]) downs.push_back(other);
    }
    if (i > 0 && chance(random, 0.3)) dependencies = {id_of(below(random, i))};
    revisions.push_back(revision(id_of(i), downs, dependencies));
  }
  expect_quick([&] { there_and_back(std::move(revisions)); });
}

TEST(Size, ThousandBranchesMerged) {
  std::vector<Revision> revisions{revision("root", {})};
  Texts ends;
  for (int branch = 0; branch < 1000; ++branch) {
    std::string below = "root";
    for (int i = 0; i < 10; ++i) {
      std::string id = cat("b", branch, "x", i);
      revisions.push_back(revision(id, {below}));
      below = id;
    }
    ends.push_back(below);
  }
  revisions.push_back(revision("merge", ends));
  expect_quick([&] { there_and_back(std::move(revisions)); });
}

}  // namespace
}  // namespace limbeck::revision
