// SPDX-License-Identifier: MIT
#include "tests/e2e/channels.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace cityfm::tests {

ChannelShow::ChannelShow(const std::string& channels) {
    make_small_show(folder_.path());
    std::filesystem::remove_all(folder_ / "episodes/two");
    const std::string toml = read(folder_ / "show.toml");
    write(folder_ / "show.toml", toml.substr(0, toml.find("[[channel]]")) + channels);
    REQUIRE(run({"build", "--now", small_show_now}).code == 0);
}

Ran ChannelShow::run(const std::vector<std::string>& words, Launch launch) const {
    std::vector<std::string> arguments = {"-C", folder_.path(), "--lang", "en"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    for (const auto& [name, value] : environment_) launch.environment.push_back(name + "=" + value);
    return cityfm(arguments, launch);
}

Ran ChannelShow::announce(const std::vector<std::string>& more, Launch launch) const {
    std::vector<std::string> words = {"announce", "--now", small_show_now};
    words.insert(words.end(), more.begin(), more.end());
    return run(words, std::move(launch));
}

std::string ChannelShow::status_of(const std::string& id) const {
    const Ran ran = run({"announce", "--status", "--json", "--now", small_show_now});
    INFO(ran.out + ran.err);
    const auto json = nlohmann::json::parse(ran.out);
    for (const auto& announcement : json.at("announcements")) {
        if (announcement.at("id") == id) return announcement.at("status");
    }
    return {};
}

}  // namespace cityfm::tests
