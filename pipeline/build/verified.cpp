// SPDX-License-Identifier: MIT
#include "pipeline/build/verified.h"

#include <chrono>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/record.h"

namespace cityfm::build {
namespace {

using core::FileState;
using core::Json;

constexpr int version = 1;

/// A file that changed a moment ago may change again without its times showing it.
bool is_settled(const FileState& state) {
    constexpr std::int64_t moment_ns = 2'000'000'000;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() - state.changed_ns > moment_ns;
}

std::map<FileState, std::string> parse(const std::string& text) {
    std::map<FileState, std::string> known;
    try {
        const Json json = core::parse_json(text);
        if (json.at("version").get<int>() != version) return {};
        for (const Json& row : json.at("files")) {
            const FileState state{row.at(0).get<std::uint64_t>(), row.at(1).get<std::uint64_t>(),
                                  row.at(2).get<std::uint64_t>(), row.at(3).get<std::int64_t>(),
                                  row.at(4).get<std::int64_t>()};
            known.emplace(state, row.at(5).get<std::string>());
        }
    } catch (const Json::exception&) {
        return {};
    } catch (const core::Error&) {
        return {};
    }
    return known;
}

}  // namespace

Verified::Verified(core::Folder show, core::InnerPath record)
    : show_(std::move(show)), record_(std::move(record)) {
    try {
        if (const auto file = show_.find_own(record_)) known_ = parse(file->read(64U << 20U));
    } catch (const core::Error&) {
        known_.clear();
    }
}

Verified::~Verified() {
    if (used_ == known_ || used_.empty()) return;
    Json files = Json::array();
    for (const auto& [state, sha256] : used_)
        files.push_back(
            {state.device, state.inode, state.bytes, state.modified_ns, state.changed_ns, sha256});
    try {
        show_.write(record_, core::to_line({{"version", version}, {"files", std::move(files)}}));
    } catch (const core::Error&) {
        return;  // the files are read again next time
    }
}

bool Verified::holds(const core::PlainFile& file, const std::string& sha256) {
    {
        const std::scoped_lock lock(mutex_);
        const auto known = known_.find(file.state());
        if (known != known_.end() && known->second == sha256) {
            used_.insert(*known);
            return true;
        }
    }
    if (core::sha256_file(file) != sha256) return false;
    const std::scoped_lock lock(mutex_);
    if (is_settled(file.state())) {
        known_.insert_or_assign(file.state(), sha256);
        used_.insert_or_assign(file.state(), sha256);
    }
    return true;
}

}  // namespace cityfm::build
