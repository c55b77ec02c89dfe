// SPDX-License-Identifier: MIT
#include "pipeline/cli/terminal/standard_output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "pipeline/core/error.h"

namespace cityfm::cli {
namespace {

constexpr std::size_t most_pending = 1U << 16U;

}  // namespace

StandardOutput::StandardOutput()
    : before_(std::cout.rdbuf(this)), is_terminal_(::isatty(STDOUT_FILENO) == 1) {}

StandardOutput::~StandardOutput() {
    write_out();
    std::cout.rdbuf(before_);
}

void StandardOutput::finish() {
    write_out();
    if (error_ == 0) return;
    // A pipe whose reader has gone says nothing that people would understand.
    if (error_ == EPIPE || error_ == EBADF) {
        throw core::Error(core::Kind::failed, core::Code::cannot_write,
                          {{"path", "stdout"}, {"reason", "closed"}});
    }
    core::fail_on_file(core::Code::cannot_write, "stdout", error_);
}

StandardOutput::int_type StandardOutput::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char letter = traits_type::to_char_type(c);
    return take({&letter, 1}) ? c : traits_type::eof();
}

std::streamsize StandardOutput::xsputn(const char* text, std::streamsize size) {
    return take({text, static_cast<std::size_t>(size)}) ? size : 0;
}

int StandardOutput::sync() {
    return write_out() ? 0 : -1;
}

bool StandardOutput::take(std::string_view text) {
    if (error_ != 0) return false;
    pending_ += text;
    const bool is_due = pending_.size() >= most_pending || (is_terminal_ && text.ends_with('\n'));
    return !is_due || write_out();
}

bool StandardOutput::write_out() {
    std::string_view rest = pending_;
    while (!rest.empty() && error_ == 0) {
        const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            pollfd ready{STDOUT_FILENO, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            error_ = errno;
        }
    }
    pending_.clear();
    return error_ == 0;
}

}  // namespace cityfm::cli
