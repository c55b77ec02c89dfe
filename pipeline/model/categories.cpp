// SPDX-License-Identifier: MIT
#include "pipeline/model/categories.h"

#include <algorithm>

#include "pipeline/core/suggest.h"

namespace cityfm::model {

const std::vector<Category>& apple_categories() {
    static const std::vector<Category> all = {
        {"Arts", {"Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"}},
        {"Business", {"Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"}},
        {"Comedy", {"Comedy Interviews", "Improv", "Stand-Up"}},
        {"Education", {"Courses", "How To", "Language Learning", "Self-Improvement"}},
        {"Fiction", {"Comedy Fiction", "Drama", "Science Fiction"}},
        {"Government", {}},
        {"Health & Fitness",
         {"Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"}},
        {"History", {}},
        {"Kids & Family", {"Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"}},
        {"Leisure",
         {"Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden",
          "Video Games"}},
        {"Music", {"Music Commentary", "Music History", "Music Interviews"}},
        {"News",
         {"Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News",
          "Tech News"}},
        {"Religion & Spirituality",
         {"Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"}},
        {"Science",
         {"Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences",
          "Nature", "Physics", "Social Sciences"}},
        {"Society & Culture",
         {"Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"}},
        {"Sports",
         {"Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby",
          "Running", "Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"}},
        {"Technology", {}},
        {"True Crime", {}},
        {"TV & Film", {"After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"}},
    };
    return all;
}

bool is_apple_category(const std::vector<std::string>& path) {
    if (path.empty() || path.size() > 2) return false;
    const auto& all = apple_categories();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Category& category) { return category.name == path[0]; });
    if (found == all.end()) return false;
    const auto& inner = found->subcategories;
    return path.size() == 1 || std::find(inner.begin(), inner.end(), path[1]) != inner.end();
}

std::string nearest_category(const std::vector<std::string>& path) {
    std::vector<std::string> shown;
    std::string wanted;
    for (const std::string& word : path) wanted += (wanted.empty() ? "" : " > ") + word;
    for (const Category& category : apple_categories()) {
        shown.push_back(category.name);
        for (const std::string& inner : category.subcategories)
            shown.push_back(category.name + " > " + inner);
    }
    return core::did_you_mean(wanted, shown);
}

}  // namespace cityfm::model
