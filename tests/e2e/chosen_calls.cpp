// SPDX-License-Identifier: MIT
#include "tests/e2e/chosen_calls.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>

namespace cityfm::tests {
namespace {

using Folder = std::filesystem::path;

bool is_one_of(const std::string& name, const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool opens_to_read(const Call& call) {
    const auto says = [&](const char* flag) { return call.words.find(flag) != std::string::npos; };
    return is_one_of(call.name, {"open", "openat", "openat2"}) && !says("O_CREAT") && !says("O_WRONLY") &&
           !says("O_RDWR");
}

bool writes_bytes(const Call& call) {
    return is_one_of(call.name, {"write", "pwrite64", "writev", "pwritev"});
}

/// The calls by which a run changes its show or talks to a server. Of a row of writes into one file only the
/// first and the last count, so that sound does not crowd out the rest.
std::vector<Call> changes(const Traced& traced, const Folder& show) {
    std::vector<Call> found;
    for (const Call& call : traced.calls) {
        const bool talks = is_one_of(call.name, {"connect", "sendto", "sendmsg"});
        const std::vector<std::string> paths = paths_below(show, call);
        if (opens_to_read(call) || (paths.empty() && !talks)) continue;
        const auto continues = [&](std::size_t before) {
            return found.size() >= before && found[found.size() - before].name == call.name &&
                   paths_below(show, found[found.size() - before]) == paths;
        };
        if (writes_bytes(call) && continues(1) && continues(2)) found.pop_back();
        found.push_back(call);
    }
    return found;
}

/// So many of the calls, evenly from the first to the last.
std::vector<Call> spread(const std::vector<Call>& calls, std::size_t count) {
    REQUIRE(calls.size() >= count);
    std::vector<Call> chosen;
    for (std::size_t i = 0; i < count; ++i) chosen.push_back(calls[i * (calls.size() - 1) / (count - 1)]);
    return chosen;
}

/// Where a run has built, and its target gets its first change.
std::vector<Call>::iterator first_published(std::vector<Call>& calls, const Folder& show) {
    return std::find_if(calls.begin(), calls.end(), [&](const Call& call) {
        const auto paths = paths_below(show, call);
        return !paths.empty() && paths[0].starts_with("web");
    });
}

}  // namespace

Choose changes_of_files(std::size_t count) {
    return [count](const Traced& undisturbed, const Folder& show) {
        std::vector<Call> calls = changes(undisturbed, show);
        std::erase_if(calls, [](const Call& call) {
            return is_one_of(call.name, {"unlink", "unlinkat", "rmdir"}) ||
                   call.words.find("verified.json") != std::string::npos ||
                   call.words.find("/.cityfm/store>") != std::string::npos;
        });
        return spread(calls, count);
    };
}

Choose writes_of_tags(std::size_t count) {
    return [count](const Traced& undisturbed, const Folder& show) {
        std::vector<Call> writes = changes(undisturbed, show);
        std::erase_if(writes, [&](const Call& call) {
            const auto paths = paths_below(show, call);
            return !writes_bytes(call) || paths.empty() || !paths[0].starts_with(".cityfm/store/work/");
        });
        return spread(writes, count);
    };
}

Choose reads_that_decide(std::size_t count) {
    return [count](const Traced& undisturbed, const Folder& show) {
        std::vector<Call> reads = undisturbed.calls;
        std::erase_if(reads, [&](const Call& call) {
            const auto paths = paths_below(show, call);
            return !opens_to_read(call) || paths.empty() ||
                   !is_one_of(paths[0],
                              {"episodes", "announcements.jsonl", "sent.jsonl", "web/.feed.xml.part"});
        });
        return spread(reads, count);
    };
}

Choose calls_that_build(std::size_t count) {
    return [count](const Traced& undisturbed, const Folder& show) {
        std::vector<Call> calls = changes(undisturbed, show);
        calls.erase(first_published(calls, show), calls.end());
        std::vector<Call> chosen = spread(calls, count);
        // Between a release and the end of its scratch sound a run leaves more than it should.
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(chosen), [](const Call& call) {
            return is_one_of(call.name, {"unlink", "unlinkat"});
        });
        return chosen;
    };
}

Choose calls_that_publish(std::size_t count) {
    return [count](const Traced& undisturbed, const Folder& show) {
        std::vector<Call> calls = changes(undisturbed, show);
        calls.erase(calls.begin(), first_published(calls, show));
        std::vector<Call> chosen = spread(calls, count);
        // Between an intent and its outcome.
        std::copy_if(calls.begin(), calls.end(), std::back_inserter(chosen), [](const Call& call) {
            return is_one_of(call.name, {"sendto", "sendmsg"});
        });
        return chosen;
    };
}

}  // namespace cityfm::tests
