#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "python/native.h"

namespace limbeck::py {
namespace {

class OpaqueTest : public testing::Test {
 protected:
  std::string run(const std::string& source) {
    out_.clear();
    interpreter_.set_output([this](std::string_view text) { out_ += text; },
                            [](std::string_view) {});
    interpreter_.run_source(source, "env.py", "env");
    return out_;
  }
  std::string unsupported(const std::string& source) {
    try {
      run(source);
    } catch (Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::Unsupported);
      return error.message();
    }
    return "no error";
  }

  Interpreter interpreter_;
  Enter enter_{interpreter_};
  std::string out_;
};

TEST_F(OpaqueTest, AbsorbsWhatModelsDoWithUnknownModules) {
  EXPECT_EQ(run("import celery.app as a\n"
                "from fastapi import FastAPI, Depends\n"
                "app = FastAPI(x=[Depends(int)])\n"
                "@app.get('/')\n"
                "def f(v: 'a.B' = a.default[3]): return 5\n"
                "print(f(), a.b.c is not None)\n"),
            "5 True\n");
}

TEST_F(OpaqueTest, GivesDecoratedFunctionsAndClassesBack) {
  EXPECT_EQ(run("import celery\n"
                "@celery.task(name='x')\n"
                "def f(): return 5\n"
                "@celery.register\n"
                "class C(celery.Base): y = 6\n"
                "print(f(), C.y)\n"),
            "5 6\n");
}

TEST_F(OpaqueTest, WhatALackingBaseMayDefineIsOpaque) {
  EXPECT_EQ(run("from zope.interface import Interface, Other\n"
                "class I(Interface): own = 1\n"
                "i = I(5, x=6)\n"
                "print(i.own, i.adapt is not None, hasattr(i, '_private'))\n"
                "class M: pass\n"
                "class J(Interface, M, Other): pass\n"
                "class K(Interface, Other): pass\n"
                "print(J.__mro__ == (J, M, object), K().x is not None)\n"),
            "1 True False\nTrue True\n");
  EXPECT_EQ(unsupported("from cache import Cache\n"
                        "class Own(Cache): pass\n"
                        "if Own().ready: pass\n"),
            "'cache.Cache(…).ready' is needed here (its truth value), but "
            "limbeck does not have the module 'cache', imported at env.py:1");
}

TEST_F(OpaqueTest, NamesThatOwnModulesLackAreOpaque) {
  EXPECT_EQ(run("from json import such_a_thing\n"
                "import json.such_a_module\n"
                "x = such_a_thing(1)\n"
                "try:\n"
                "  from json import such_a_thing\n"
                "except ImportError: print('lacks')\n"),
            "lacks\n");
}

TEST_F(OpaqueTest, NamesTheImportWhereTheValueMatters) {
  EXPECT_EQ(unsupported("import celery\n"
                        "if celery.enabled: pass\n"),
            "'celery.enabled' is needed here (its truth value), but limbeck "
            "does not have the module 'celery', imported at env.py:1");
}

TEST_F(OpaqueTest, NoPythonHandlerCatchesIt) {
  EXPECT_NE(unsupported("import celery\n"
                        "try: str(celery)\n"
                        "except BaseException: print('swallowed')\n"),
            "no error");
  EXPECT_EQ(out_, "");
}

TEST_F(OpaqueTest, GuardedImportsRaiseImportError) {
  EXPECT_EQ(run("try: import redis\n"
                "except ImportError as e: print(e)\n"),
            "No module named 'redis'\n");
}

TEST_F(OpaqueTest, CallsAreErrorsWhileAMigrationRuns) {
  interpreter_.set_strict_opaque("upgrade() of revision ae10");
  EXPECT_EQ(unsupported("import celery\ncelery.send(1)\n"),
            "'celery.send' is needed here (a call in upgrade() of revision "
            "ae10), but limbeck does not have the module 'celery', imported "
            "at env.py:1");
}

TEST_F(OpaqueTest, StandInsComeBeforeOpaque) {
  auto folder = std::filesystem::temp_directory_path() / "limbeck_stub_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "celery.py") << "enabled = 3\n";
  interpreter_.stub_path().push_back(folder.string());
  EXPECT_EQ(run("import celery\nprint(celery.enabled)\n"), "3\n");
  std::filesystem::remove_all(folder);
}

TEST_F(OpaqueTest, InterruptionStopsALoop) {
  interpreter_.interrupted = true;
  try {
    run("while True:\n  try: pass\n  except BaseException: pass\n");
    FAIL() << "it went on";
  } catch (Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::Interrupted);
  }
}

}  // namespace
}  // namespace limbeck::py
