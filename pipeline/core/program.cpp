// SPDX-License-Identifier: MIT
#include "pipeline/core/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/spawn.h"

namespace cityfm::core {
namespace {

constexpr std::size_t most_output = 1U << 16U;

/// A descriptor that is closed when it goes.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_;
};

/// The input as a file without a name: however long it is, the program may read it when it likes.
int file_of(std::string_view input) {
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    while (file >= 0 && !input.empty()) {
        const ssize_t written = ::write(file, input.data(), input.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) break;
        input.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file >= 0) ::lseek(file, 0, SEEK_SET);
    return file;
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
                       const std::filesystem::path& folder, std::chrono::seconds time_limit,
                       const std::stop_token& stop) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_on_file(Code::cannot_read, program, errno);
    const Descriptor output(ends[0]);
    Descriptor theirs(ends[1]);
    const Descriptor given(file_of(input));
    Spawn spawn(folder);
    spawn.give(given.number(), STDIN_FILENO);
    spawn.give(theirs.number(), STDOUT_FILENO);
    spawn.lead_group();
    const pid_t child = spawn.start(program, {program.string()});
    theirs.close();
    ProgramEnd end;
    const auto deadline = std::chrono::steady_clock::now() + time_limit;
    int status = 0;
    bool open = true;
    constexpr int step_ms = 20;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (stop.stop_requested() || std::chrono::steady_clock::now() > deadline) {
            end.in_time = false;
            ::kill(-child, SIGKILL);
            while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
            break;
        }
        if (open) {
            open = drain(output.number(), end.out, step_ms);
        } else {
            ::usleep(step_ms * 1000);
        }
    }
    // What it left in the pipe; a process of its own that lives on may keep the other end open for ever.
    std::size_t before = end.out.size() + 1;
    while (open && end.in_time && end.out.size() != before) {
        before = end.out.size();
        open = drain(output.number(), end.out, 0);
    }
    end.code = shell_code(status);
    return end;
}

}  // namespace cityfm::core
