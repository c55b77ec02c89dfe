// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace cityfm::model {

/// One of Apple's categories with its subcategories
/// (https://podcasters.apple.com/support/1691-apple-podcasts-categories).
struct Category {
    std::string name;
    std::vector<std::string> subcategories;
};

const std::vector<Category>& apple_categories();

/// True if `path` is [category] or [category, subcategory], letter by letter.
bool is_apple_category(const std::vector<std::string>& path);

/// What Apple put in the place of a category that it retired in 2019, as a path; empty for one that it never
/// had.
std::vector<std::string> successor_of(const std::vector<std::string>& path);

/// A path as people write it: `A > B`.
std::string show_category(const std::vector<std::string>& path);

/// The category that `path` most likely was meant to be, as `A` or `A > B`; empty when none is near.
std::string nearest_category(const std::vector<std::string>& path);

}  // namespace cityfm::model
