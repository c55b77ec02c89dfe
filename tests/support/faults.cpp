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
    "?open,?openat,?openat2,?creat,?write,?pwrite64,?writev,?pwritev,?ftruncate,?fallocate,?copy_file_range,?"
    "sendfile,"
    "?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,?fsync,?fdatasync,?mkdir,?mkdirat,"
    "?unlink,?unlinkat,?rmdir,?connect,?sendto,?sendmsg";

/// The words of a call with whole paths in place of those by way of a folder's descriptor: `7</show>, "a"`
/// and
/// `"/proc/self/fd/7/a"` are `"/show/a"`. `folders` says what each descriptor was when it was named last.
std::string with_whole_paths(const std::string& words, std::map<std::string, std::string>& folders) {
    static const std::regex named(R"re((\d+)<(/[^>]*)>)re");
    static const std::regex below(R"re(\d+<(/[^>]*)>, "([^"/][^"]*)")re");
    static const std::regex through(R"re(/proc/self/fd/(\d+))re");
    for (std::sregex_iterator at(words.begin(), words.end(), named); at != std::sregex_iterator(); ++at)
        folders[(*at)[1]] = (*at)[2];
    const std::string joined = std::regex_replace(words, below, "\"$1/$2\"");
    std::string whole;
    auto rest = joined.cbegin();
    for (std::smatch at; std::regex_search(rest, joined.cend(), at, through); rest = at[0].second) {
        const auto known = folders.find(at[1]);
        whole.append(rest, at[0].first);
        whole += known != folders.end() ? known->second : at[0].str();
    }
    return whole.append(rest, joined.cend());
}

std::vector<Call> read_log(const std::filesystem::path& log) {
    // "1234  rename("a", "b") = 0": a call that another thread interrupts starts a line and ends in another.
    static const std::regex line_of_call(R"((\d+) +(\w+)\((.*))");
    std::vector<Call> calls;
    std::map<std::string, int> counts;
    std::string main_thread;
    std::map<std::string, std::string> folders;
    for (const std::string& line : lines_of(log)) {
        std::smatch parts;
        if (!std::regex_match(line, parts, line_of_call)) continue;
        if (main_thread.empty()) main_thread = parts[1];
        if (parts[1] != main_thread) continue;
        const bool injected = line.find("(INJECTED)") != std::string::npos;
        calls.push_back({parts[2], ++counts[parts[2]], with_whole_paths(parts[3], folders), injected});
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
    // All of them with a fault, too: what a descriptor leads to is told where it is opened.
    words.push_back(std::string("trace=") + all_calls + (fault ? "," + fault->name : ""));
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

std::string without_random_digits(const std::string& text) {
    static const std::regex neighbour(R"re(\.[0-9a-f]{12}\.part)re");
    static const std::regex work(R"re(([0-9a-f]{64})\.[0-9a-f]{12})re");
    return std::regex_replace(std::regex_replace(text, neighbour, ".part"), work, "$1");
}

std::vector<std::string> paths_below(const std::filesystem::path& folder, const Call& call) {
    const std::string start = folder.string() + "/";
    std::vector<std::string> paths;
    for (std::size_t at = 0; (at = call.words.find(start, at)) != std::string::npos;) {
        at += start.size();
        std::string path =
            without_random_digits(call.words.substr(at, call.words.find_first_of("\">", at) - at));
        if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    }
    return paths;
}

}  // namespace cityfm::tests
