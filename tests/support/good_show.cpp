// SPDX-License-Identifier: MIT
#include "tests/support/good_show.h"

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

std::map<std::string, std::string> what_is_out(const std::filesystem::path& show) {
    std::map<std::string, std::string> out;
    for (const std::string place : {"public", "web"}) {
        for (const auto& [file, digest] : digests_below(show / place))
            out[std::string(place).append("/").append(file)] = digest;
    }
    for (const std::string file : {"sent.jsonl", "announcements.jsonl"}) out[file] = read(show / file);
    return out;
}

Ran cityfm_on(const std::filesystem::path& show, const std::string& language,
              std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-C", show, "--lang", language, "--now", small_show_now});
    return cityfm(arguments);
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace cityfm::tests
