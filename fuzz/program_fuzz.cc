// Runs any text as a program. It may fail in every way that Python knows, but
// must come back, within its limits of memory, depth and time, and leave an
// interpreter that can be taken down.
//
// Bytes below 0x20 that mean nothing in Python stand for whole phrases, so that
// a random change makes a different program more often than a syntax error.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "python/native.h"

namespace {

using namespace limbeck;

constexpr std::array<std::string_view, 24> kPhrases = {
    "class A(B):\n def f(self, *a, **k):\n  return self.x\n",
    "for i in range(9):\n ",
    "try:\n x = f(x)\nexcept Exception as e:\n x = e\n",
    "lambda *a: ",
    "yield from ",
    "x.append(x)\n",
    "x = [x, x]\n",
    "del x\n",
    "__getattr__",
    "__eq__ = lambda self, o: ",
    "__del__ = lambda self: ",
    "sorted(x, key=",
    "{k: v for k, v in ",
    "match x:\n case {'a': [y, *z]}: pass\n",
    "import itertools, functools, collections\n",
    "collections.deque(",
    "functools.lru_cache(None)(",
    "itertools.chain(",
    "f'{x!r:>{y}}'",
    "print(repr(x)[:99])\n",
    "x = type('T', (), {'m': x})()\n",
    "with open('x') as f:\n pass\n",
    "x[1:2] = x\n",
    "import gc; gc.collect()\n",
};

std::string program_of(const std::uint8_t* data, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    const std::uint8_t byte = data[i];
    if (byte < kPhrases.size() && byte != '\n' && byte != '\t')
      text += kPhrases[byte];
    else
      text += static_cast<char>(byte);
  }
  return text;
}

/// Interrupts a program that takes too long.
class Watch {
 public:
  explicit Watch(py::Interpreter& interpreter)
      : thread_([this, &interpreter] {
          for (int i = 0; i < 100 && !done_; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
          if (!done_) interpreter.interrupted = true;
        }) {}
  ~Watch() {
    done_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> done_{false};
  std::thread thread_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  // A program may change its folder; the fuzzer's own is not its business.
  static const std::filesystem::path folder = std::filesystem::current_path();
  const std::string source = program_of(data, size);
  py::Interpreter interpreter;
  interpreter.limits.memory = std::size_t{64} << 20;
  interpreter.limits.call_depth = 150;
  interpreter.set_output([](std::string_view) {}, [](std::string_view) {});
  const Watch watch(interpreter);
  py::Enter enter(interpreter);
  try {
    interpreter.run_source(source, "fuzz.py", "__main__", true);
  } catch (const py::Raised& raised) {
    interpreter.format_exception(raised.exception());
  } catch (const Error&) {
  }
  std::filesystem::current_path(folder);
  return 0;
}
