#include "python/interpreter.h"

#include "python/objects/internals.h"

namespace limbeck::py {

Interpreter::Interpreter() : internals_(std::make_unique<Internals>()) {
  Enter enter(*this);
  internals_->start();
}

Interpreter::~Interpreter() {
  Enter enter(*this);
  internals_->finish();
}

Interpreter& Interpreter::current() { return *detail::interpreter; }

Enter::Enter(Interpreter& interpreter) : previous_(detail::interpreter) {
  detail::interpreter = &interpreter;
  detail::tracked = &interpreter.internals().tracked;
}

Enter::~Enter() {
  detail::interpreter = previous_;
  detail::tracked = previous_ ? &previous_->internals().tracked : nullptr;
}

}  // namespace limbeck::py
