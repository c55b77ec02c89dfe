// SPDX-License-Identifier: MIT
#include "tests/support/faults.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>
#include <stdexcept>

#include "tests/support/files.h"

namespace cityfm::tests {
namespace {

/// A question mark lets a machine lack the call.
constexpr const char* all_calls =
    "?open,?openat,?creat,?write,?pwrite64,?writev,?pwritev,?ftruncate,?fallocate,?copy_file_range,?sendfile,"
    "?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,?fsync,?fdatasync,?mkdir,?mkdirat,"
    "?unlink,?unlinkat,?rmdir,?connect,?sendto,?sendmsg";

std::vector<Call> read_log(const std::filesystem::path& log) {
    // "1234  rename("a", "b") = 0": a call that another thread interrupts starts a line and ends in another.
    static const std::regex line_of_call(R"((\d+) +(\w+)\((.*))");
    std::vector<Call> calls;
    std::map<std::string, int> counts;
    std::string main_thread;
    for (const std::string& line : lines_of(log)) {
        std::smatch parts;
        if (!std::regex_match(line, parts, line_of_call)) continue;
        if (main_thread.empty()) main_thread = parts[1];
        if (parts[1] != main_thread) continue;
        const bool injected = line.find("(INJECTED)") != std::string::npos;
        calls.push_back({parts[2], ++counts[parts[2]], parts[3], injected});
    }
    return calls;
}

}  // namespace

Traced trace_cityfm(const std::vector<std::string>& arguments, const std::optional<Fault>& fault,
                    const Launch& launch) {
    const TempFolder scratch;
    // The leak sanitizer is a tracer itself, and a process has but one.
    const char* sanitizers = std::getenv("ASAN_OPTIONS");
    const std::string no_leaks =
        "ASAN_OPTIONS=" + (sanitizers != nullptr ? std::string(sanitizers) + ":" : "") + "detect_leaks=0";
    std::vector<std::string> words = {"strace",        "-f", "-y",     "-s", "0", "-o",
                                      scratch / "log", "-E", no_leaks, "-e"};
    words.push_back("trace=" + (fault ? fault->name : all_calls));
    if (fault) {
        words.emplace_back("-e");
        words.push_back("inject=" + fault->name + ":" + fault->what +
                        ":when=" + std::to_string(fault->number));
    }
    words.emplace_back(CITYFM_COMMAND);
    words.insert(words.end(), arguments.begin(), arguments.end());
    Traced traced;
    traced.ran = run_program(words, launch);
    traced.calls = read_log(scratch / "log");
    if (traced.calls.empty()) throw std::runtime_error("strace traced nothing: " + traced.ran.err);
    return traced;
}

std::vector<std::string> paths_below(const std::filesystem::path& folder, const Call& call) {
    const std::string start = folder.string() + "/";
    std::vector<std::string> paths;
    for (std::size_t at = 0; (at = call.words.find(start, at)) != std::string::npos;) {
        at += start.size();
        std::string path = call.words.substr(at, call.words.find_first_of("\">", at) - at);
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    }
    return paths;
}

}  // namespace cityfm::tests
