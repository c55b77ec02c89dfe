// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/core/codes.h"
#include "pipeline/core/finding.h"

namespace cityfm::core {

/// What an error means for whoever called the command; each kind has one exit code.
enum class Kind {
    failed,       ///< the work failed
    usage,        ///< wrong use: command line, no show here, a secret that is not set
    show,         ///< something inside the show's files is wrong
    refused,      ///< a target or channel refused
    unknown,      ///< an outcome is unknown and needs a person
    locked,       ///< another run is at work
    later,        ///< try again later
    interrupted,  ///< a signal asked for the end; the exit code is 128 + the signal
};

/// The exit code of DESIGN.md, section 7; `interrupted` gives 130, which main refines by the signal.
int exit_code(Kind kind);

/// The gravest of two exit codes: 5, 4, 1, 3, 75, 0.
int gravest(int a, int b);

/// An error as a value: code and arguments, and the contexts it passed through, outermost first.
class Error : public std::exception {
  public:
    struct Context {
        Code code;
        Args args;
    };

    /// A path through a descriptor among the arguments gets the name that people know.
    Error(Kind kind, Code code, Args args = {});

    /// Adds what was being done, from the inside outwards.
    void within(Code outer_code, Args outer_args);

    const char* what() const noexcept override { return what_.c_str(); }

    Kind kind;
    Code code;
    Args args;
    std::vector<Context> context;

  private:
    std::string what_;
};

/// The findings that keep a command from going on, as an error of kind `show`, which says what follows.
class FindingsError : public Error {
  public:
    explicit FindingsError(Findings found, Code summary = Code::fix_first, Args summary_args = {});
    Findings findings;
};

/// Throws for a failed call on a file: a full disk, a missing right and a missing file have their own codes.
[[noreturn]] void fail_on_file(Code code, const std::filesystem::path& path, int error_number);

}  // namespace cityfm::core
