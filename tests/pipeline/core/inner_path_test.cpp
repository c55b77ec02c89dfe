// SPDX-License-Identifier: MIT
#include "pipeline/core/inner_path.h"

#include <catch2/catch.hpp>

#include "pipeline/core/error.h"

using namespace cityfm;
using core::Code;
using core::InnerPath;
using core::PublicPath;
using core::ShowPath;

namespace {

template <class Path>
Code refusal_of(const std::string& text) {
    try {
        Path path(text);
    } catch (const core::Error& error) {
        CHECK(error.kind == core::Kind::show);
        return error.code;
    }
    return Code::unexpected;
}

}  // namespace

TEST_CASE("a path below a folder is names with slashes between them") {
    const InnerPath path("media/a b-しお.mp3");
    CHECK(path.text() == "media/a b-しお.mp3");
    CHECK(path.names() == std::vector<std::string>{"media", "a b-しお.mp3"});
    CHECK(path.name() == "a b-しお.mp3");
    CHECK(path.parent()->text() == "media");
    CHECK_FALSE(InnerPath("feed.xml").parent());
    CHECK(InnerPath("...").name() == "...");
    CHECK(InnerPath("two\nlines").name() == "two\nlines");
}

TEST_CASE("no text that leaves its folder, or might, becomes a path below it") {
    const auto text = GENERATE(as<std::string>{}, "", ".", "..", "/", "/etc/passwd", "../x", "a/..", "a/../b",
                               "a/./b", "./a", "a//b", "a/", "//a", "media/../../.git/config",
                               std::string("a\0b", 3), std::string(256, 'n'),
                               std::string(2100, 'n').insert(200, "/").append(std::string(3000, '/')));
    CAPTURE(text);
    CHECK(refusal_of<InnerPath>(text) == Code::path_leaves_show);
    CHECK(refusal_of<ShowPath>(text) == Code::path_leaves_show);
    CHECK(refusal_of<PublicPath>(text) == Code::path_leaves_show);
}

TEST_CASE("what a show names or publishes is not hidden") {
    const auto text = GENERATE(as<std::string>{}, ".git/config", "episodes/.git/config", ".htaccess",
                               "media/.x", ".cityfm/store", "a/.ssh/id");
    CAPTURE(text);
    CHECK(refusal_of<ShowPath>(text) == Code::path_hidden);
    CHECK(refusal_of<PublicPath>(text) == Code::path_hidden);
    CHECK(InnerPath(text).text() == text);
    CHECK(core::hidden_name_in("a.b/c.d").empty());
}
