// SPDX-License-Identifier: MIT
#include "pipeline/core/finding.h"

#include <algorithm>
#include <tuple>

namespace cityfm::core {

std::string arg(const Args& args, std::string_view name) {
    for (const auto& [key, value] : args) {
        if (key == name) return value;
    }
    return {};
}

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::hint:
            return "hint";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "error";
}

bool has_errors(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::error; });
}

void sort(Findings& findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tuple(a.where.file, a.where.line, a.where.column, -static_cast<int>(a.severity)) <
               std::tuple(b.where.file, b.where.line, b.where.column, -static_cast<int>(b.severity));
    });
    findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
}

}  // namespace cityfm::core
