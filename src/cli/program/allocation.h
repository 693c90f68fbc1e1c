// How the program gets its memory; see allocation.cc.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define LIMBECK_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMBECK_SANITIZED 1
#endif
#endif
#ifndef LIMBECK_SANITIZED
#define LIMBECK_SANITIZED 0
#endif

namespace limbeck::cli {

/// Whether this build watches its memory: then it also frees all of it.
constexpr bool kSanitized = LIMBECK_SANITIZED;

/// Sets malloc up for one short run.
void tune_allocation();

}  // namespace limbeck::cli
