// SPDX-License-Identifier: MIT
#include "pipeline/model/categories.h"

#include <catch2/catch.hpp>
#include <set>

using namespace cityfm;

TEST_CASE("Apple has nineteen categories with ninety-one subcategories") {
    std::set<std::string> names;
    std::size_t inner = 0;
    for (const model::Category& category : model::apple_categories()) {
        names.insert(category.name);
        inner += category.subcategories.size();
    }
    CHECK(names.size() == 19);
    CHECK(model::apple_categories().size() == 19);
    CHECK(inner == 91);
}

TEST_CASE("categories are Apple's, letter by letter") {
    CHECK(model::is_apple_category({"Society & Culture"}));
    CHECK(model::is_apple_category({"Society & Culture", "Places & Travel"}));
    CHECK(model::is_apple_category({"Government"}));
    CHECK(model::is_apple_category({"TV & Film", "Film Reviews"}));
    CHECK_FALSE(model::is_apple_category({"society & culture"}));
    CHECK_FALSE(model::is_apple_category({"Society &amp; Culture"}));
    CHECK_FALSE(model::is_apple_category({"Places & Travel"}));
    CHECK_FALSE(model::is_apple_category({"Government", "Places & Travel"}));
    CHECK_FALSE(model::is_apple_category({"Society & Culture", "Places & Travel", "Japan"}));
    CHECK_FALSE(model::is_apple_category({}));
}

TEST_CASE("categories that Apple retired are none") {
    CHECK_FALSE(model::is_apple_category({"Games & Hobbies"}));
    CHECK_FALSE(model::is_apple_category({"News & Politics"}));
    CHECK_FALSE(model::is_apple_category({"Government & Organizations"}));
    CHECK_FALSE(model::is_apple_category({"Technology", "Podcasting"}));
}

TEST_CASE("a misspelt category is understood") {
    CHECK(model::nearest_category({"Goverment"}) == "Government");
    CHECK(model::nearest_category({"Society and Culture"}) == "Society & Culture");
    CHECK(model::nearest_category({"Society & Culture", "Places and Travel"}) ==
          "Society & Culture > Places & Travel");
    CHECK(model::nearest_category({"Leisure", "Hobby"}) == "Leisure > Hobbies");
}

TEST_CASE("a category that is near nothing gets no suggestion") {
    CHECK(model::nearest_category({"xyz"}).empty());
    CHECK(model::nearest_category({"まちづくり"}).empty());
}
