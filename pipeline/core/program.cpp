// SPDX-License-Identifier: MIT
#include "pipeline/core/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/plain_file.h"
#include "pipeline/core/spawn.h"

namespace cityfm::core {
namespace {

constexpr std::size_t most_output = 1U << 16U;
constexpr int step_ms = 20;

/// The input as a file without a name: however long it is, the program may read it when it likes. Throws
/// `cannot_write`.
void lay_ready(std::string_view input, const Descriptor& file, const std::filesystem::path& program) {
    const auto fail = [&] { fail_on_file(Code::cannot_write, program.string() + " (stdin)", errno); };
    if (file.number() < 0) fail();
    while (!input.empty()) {
        const ssize_t written = ::write(file.number(), input.data(), input.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail();
        input.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::lseek(file.number(), 0, SEEK_SET) != 0) fail();
}

/// Takes what is there to be read; false at the end.
bool drain(int output, std::string& out, int wait_ms) {
    pollfd ready = {output, POLLIN, 0};
    if (::poll(&ready, 1, wait_ms) <= 0) return true;
    std::array<char, 4096> bytes{};
    const ssize_t count = ::read(output, bytes.data(), bytes.size());
    if (count > 0) out.append(bytes.data(), static_cast<std::size_t>(count));
    if (out.size() > most_output) out.resize(most_output);
    return count != 0;
}

}  // namespace

ProgramEnd run_program(const std::filesystem::path& program, std::string_view input,
                       const std::filesystem::path& folder, const Environment& environment,
                       std::chrono::seconds time_limit, const std::stop_token& stop) {
    const Descriptor given(::memfd_create("input", MFD_CLOEXEC));
    lay_ready(input, given, program);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_on_file(Code::cannot_read, program, errno);
    const Descriptor output(ends[0]);
    Descriptor theirs(ends[1]);
    Spawn spawn(folder);
    spawn.give(given.number(), STDIN_FILENO);
    spawn.give(theirs.number(), STDOUT_FILENO);
    const pid_t child = spawn.start(program, {program.string()}, environment);
    theirs.close();
    std::string out;
    bool open = true;
    const auto read_on = [&] {
        if (!open) return pause_for_child();
        open = drain(output.number(), out, step_ms);
    };
    ProgramEnd end{wait_for(child, time_limit, stop, read_on), {}};
    // What it left in the pipe; a process of its own that lives on may keep the other end open for ever.
    std::size_t before = out.size() + 1;
    while (open && end.in_time && out.size() != before) {
        before = out.size();
        open = drain(output.number(), out, 0);
    }
    end.out = std::move(out);
    return end;
}

}  // namespace cityfm::core
