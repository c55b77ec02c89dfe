// SPDX-License-Identifier: MIT
#include "pipeline/model/categories.h"

#include <algorithm>
#include <map>

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

std::string show_category(const std::vector<std::string>& path) {
    std::string shown;
    for (const std::string& word : path) shown += (shown.empty() ? "" : " > ") + word;
    return shown;
}

std::vector<std::string> successor_of(const std::vector<std::string>& path) {
    static const std::map<std::string, std::vector<std::string>> successors = {
        {"Arts > Literature", {"Arts", "Books"}},
        {"Business > Business News", {"News", "Business News"}},
        {"Business > Management & Marketing", {"Business", "Management"}},
        {"Business > Shopping", {"Business"}},
        {"Education > Education Technology", {"Education"}},
        {"Education > Educational Technology", {"Education"}},
        {"Education > Higher Education", {"Education"}},
        {"Education > K-12", {"Education"}},
        {"Education > Language Courses", {"Education", "Language Learning"}},
        {"Education > Training", {"Education", "Courses"}},
        {"Games & Hobbies", {"Leisure"}},
        {"Games & Hobbies > Automotive", {"Leisure", "Automotive"}},
        {"Games & Hobbies > Aviation", {"Leisure", "Aviation"}},
        {"Games & Hobbies > Hobbies", {"Leisure", "Hobbies"}},
        {"Games & Hobbies > Other Games", {"Leisure", "Games"}},
        {"Games & Hobbies > Video Games", {"Leisure", "Video Games"}},
        {"Government & Organizations", {"Government"}},
        {"Government & Organizations > Local", {"Government"}},
        {"Government & Organizations > National", {"Government"}},
        {"Government & Organizations > Non-Profit", {"Business", "Non-Profit"}},
        {"Government & Organizations > Regional", {"Government"}},
        {"Health", {"Health & Fitness"}},
        {"Health > Alternative Health", {"Health & Fitness", "Alternative Health"}},
        {"Health > Fitness & Nutrition", {"Health & Fitness", "Nutrition"}},
        {"Health > Self-Help", {"Education", "Self-Improvement"}},
        {"Health > Sexuality", {"Health & Fitness", "Sexuality"}},
        {"News & Politics", {"News"}},
        {"Religion & Spirituality > Other", {"Religion & Spirituality"}},
        {"Science & Medicine", {"Science"}},
        {"Science & Medicine > Medicine", {"Health & Fitness", "Medicine"}},
        {"Science & Medicine > Natural Sciences", {"Science", "Natural Sciences"}},
        {"Science & Medicine > Social Sciences", {"Science", "Social Sciences"}},
        {"Society & Culture > History", {"History"}},
        {"Sports & Recreation", {"Sports"}},
        {"Sports & Recreation > Amateur", {"Sports"}},
        {"Sports & Recreation > College & High School", {"Sports"}},
        {"Sports & Recreation > Outdoor", {"Sports", "Wilderness"}},
        {"Sports & Recreation > Professional", {"Sports"}},
        {"Technology > Gadgets", {"Technology"}},
        {"Technology > Podcasting", {"Technology"}},
        {"Technology > Software How-To", {"Technology"}},
        {"Technology > Tech News", {"News", "Tech News"}},
    };
    const auto found = successors.find(show_category(path));
    return found != successors.end() ? found->second : std::vector<std::string>();
}

std::string nearest_category(const std::vector<std::string>& path) {
    std::vector<std::string> shown;
    const std::string wanted = show_category(path);
    for (const Category& category : apple_categories()) {
        shown.push_back(category.name);
        for (const std::string& inner : category.subcategories)
            shown.push_back(category.name + " > " + inner);
    }
    return core::did_you_mean(wanted, shown);
}

}  // namespace cityfm::model
