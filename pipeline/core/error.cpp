// SPDX-License-Identifier: MIT
#include "pipeline/core/error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "pipeline/core/plain_file.h"

namespace cityfm::core {

int exit_code(Kind kind) {
    switch (kind) {
        case Kind::failed:
            return 1;
        case Kind::usage:
            return 2;
        case Kind::show:
            return 3;
        case Kind::refused:
            return 4;
        case Kind::unknown:
            return 5;
        case Kind::locked:
            return 6;
        case Kind::later:
            return 75;
        case Kind::interrupted:
            return 130;
    }
    return 1;
}

int gravest(int a, int b) {
    static constexpr std::array order = {5, 4, 1, 3, 75, 0};
    const auto rank = [](int code) { return std::find(order.begin(), order.end(), code); };
    return rank(a) <= rank(b) ? a : b;
}

Error::Error(Kind kind_, Code code_, Args args_) : kind(kind_), code(code_), args(std::move(args_)) {
    what_ = name_of(code);
    for (auto& [name, value] : args) value = name_for_people(value);
    for (const auto& [name, value] : args) what_.append(" ").append(name).append("=").append(value);
}

void Error::within(Code outer_code, Args outer_args) {
    context.insert(context.begin(), Context{outer_code, std::move(outer_args)});
}

FindingsError::FindingsError(Findings found, Code summary, Args summary_args)
    : Error(Kind::show, summary, std::move(summary_args)), findings(std::move(found)) {}

void fail_on_file(Code code, const std::filesystem::path& path, int error_number) {
    const std::string reason = std::generic_category().message(error_number);
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
            code = Code::disk_full;
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            code = Code::no_permission;
            break;
        case ENOENT:
            code = Code::not_found;
            break;
        default:
            break;
    }
    throw Error(Kind::failed, code, {{"path", path.string()}, {"reason", reason}});
}

}  // namespace cityfm::core
