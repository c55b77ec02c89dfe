// SPDX-License-Identifier: MIT
#include "pipeline/core/suggest.h"

#include <algorithm>
#include <vector>

#include "pipeline/core/error.h"

namespace cityfm::core {
namespace {

/// The code points of UTF-8, so that a kana counts as one letter and not as three.
std::u32string letters(std::string_view text) {
    std::u32string found;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80 && !found.empty()) {
            found.back() = found.back() << 6U | (byte & 0x3FU);
        } else {
            found += byte;
        }
    }
    return found;
}

/// Edits (insert, delete, replace, swap of neighbours) from `a` to `b`: optimal string alignment.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
    const std::u32string meant = letters(word);
    if (meant.size() > 64) return {};
    const std::size_t near_enough = std::max<std::size_t>(1, meant.size() / 3);
    std::string best;
    std::size_t best_distance = near_enough + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t d = distance(meant, letters(candidate));
        if (d < best_distance) {
            best = candidate;
            best_distance = d;
        }
    }
    return best;
}

void require_known(std::span<const std::string> names, std::span<const std::string> known, Code code) {
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        throw Error(Kind::usage, code, {{"found", name}, {"meant", did_you_mean(name, known)}});
    }
}

}  // namespace cityfm::core
