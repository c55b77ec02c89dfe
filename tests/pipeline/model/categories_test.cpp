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

TEST_CASE("every category of before 2019 is still one, or has a successor that is") {
    // All of them, as Apple listed them until August 2019.
    const std::vector<model::Category> old = {
        {"Arts", {"Design", "Fashion & Beauty", "Food", "Literature", "Performing Arts", "Visual Arts"}},
        {"Business", {"Business News", "Careers", "Investing", "Management & Marketing", "Shopping"}},
        {"Comedy", {}},
        {"Education",
         {"Education Technology", "Educational Technology", "Higher Education", "K-12", "Language Courses",
          "Training"}},
        {"Games & Hobbies", {"Automotive", "Aviation", "Hobbies", "Other Games", "Video Games"}},
        {"Government & Organizations", {"Local", "National", "Non-Profit", "Regional"}},
        {"Health", {"Alternative Health", "Fitness & Nutrition", "Self-Help", "Sexuality"}},
        {"Kids & Family", {}},
        {"Music", {}},
        {"News & Politics", {}},
        {"Religion & Spirituality",
         {"Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Other", "Spirituality"}},
        {"Science & Medicine", {"Medicine", "Natural Sciences", "Social Sciences"}},
        {"Society & Culture", {"History", "Personal Journals", "Philosophy", "Places & Travel"}},
        {"Sports & Recreation", {"Amateur", "College & High School", "Outdoor", "Professional"}},
        {"Technology", {"Gadgets", "Podcasting", "Software How-To", "Tech News"}},
        {"TV & Film", {}},
    };
    const auto check_path = [](const std::vector<std::string>& path) {
        CAPTURE(path);
        CHECK(model::is_apple_category(path) != model::is_apple_category(model::successor_of(path)));
    };
    for (const model::Category& category : old) {
        check_path({category.name});
        for (const std::string& inner : category.subcategories) check_path({category.name, inner});
    }
}

TEST_CASE("no category of today has a successor") {
    for (const model::Category& category : model::apple_categories()) {
        CHECK(model::successor_of({category.name}).empty());
        for (const std::string& inner : category.subcategories) {
            CAPTURE(category.name, inner);
            CHECK(model::successor_of({category.name, inner}).empty());
        }
    }
}

TEST_CASE("a category that Apple never had has no successor") {
    CHECK(model::successor_of({"Government & Organisations"}).empty());
    CHECK(model::successor_of({"Games & Hobbies", "Chess"}).empty());
    CHECK(model::successor_of({"Literature"}).empty());
    CHECK(model::successor_of({}).empty());
}

TEST_CASE("a successor means the same") {
    CHECK(model::successor_of({"Government & Organizations", "Non-Profit"}) ==
          std::vector<std::string>{"Business", "Non-Profit"});
    CHECK(model::successor_of({"Technology", "Tech News"}) == std::vector<std::string>{"News", "Tech News"});
    CHECK(model::successor_of({"News & Politics"}) == std::vector<std::string>{"News"});
}

TEST_CASE("a category is shown with its subcategory behind it") {
    CHECK(model::show_category({"Leisure", "Hobbies"}) == "Leisure > Hobbies");
    CHECK(model::show_category({"Government"}) == "Government");
    CHECK(model::show_category({}).empty());
}
