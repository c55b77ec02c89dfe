// SPDX-License-Identifier: MIT
#include "tests/support/good_show.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "tests/support/small_show.h"

namespace cityfm::tests {

GoodShow::GoodShow() {
    make_small_show(folder_.path());
    const Ran ran = cityfm_on(folder_.path(), "en", {"run"});
    if (ran.code != 0) throw std::runtime_error("the good run failed: " + ran.err);
}

void GoodShow::copy_to(const std::filesystem::path& show) const {
    std::filesystem::copy(folder_.path(), show, std::filesystem::copy_options::recursive);
}

const GoodShow& good_show() {
    static const GoodShow good;
    return good;
}

std::map<std::string, std::string> what_is_out(const std::filesystem::path& show) {
    std::map<std::string, std::string> out;
    for (const std::string place : {"public", "web"}) {
        for (const auto& [file, digest] : digests_below(show / place))
            out[std::string(place).append("/").append(file)] = digest;
    }
    out["sent.jsonl"] = read(show / "sent.jsonl");
    // Each run has a name and a time of its own.
    static const std::regex of_run("\"(run|time)\":\"[^\"]*\"");
    out["announcements.jsonl"] = std::regex_replace(read(show / "announcements.jsonl"), of_run, "");
    return out;
}

std::vector<std::string> for_the_first_time(std::vector<std::string> arguments) {
    const bool publishes = std::any_of(arguments.begin(), arguments.end(), [](const std::string& word) {
        return word == "run" || word == "publish" || word == "withdraw";
    });
    if (publishes) arguments.emplace_back("--first-time");
    return arguments;
}

Ran cityfm_on(const std::filesystem::path& show, const std::string& language,
              std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-C", show, "--lang", language, "--now", small_show_now});
    return cityfm(for_the_first_time(std::move(arguments)));
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace cityfm::tests
