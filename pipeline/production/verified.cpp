// SPDX-License-Identifier: MIT
#include "pipeline/production/verified.h"

#include <chrono>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/core/record.h"

namespace cityfm::production {
namespace {

using core::FileState;
using core::Json;

constexpr int version = 1;

/// Past so many files those that this run did not meet are forgotten.
constexpr std::size_t most_files = 10'000;

std::map<FileState, std::string> parse(const std::string& text) {
    std::map<FileState, std::string> known;
    try {
        const Json json = core::parse_json(text);
        if (json.at("version").get<int>() != version) return {};
        for (const Json& row : json.at("files")) {
            const FileState state{row.at(0).get<std::uint64_t>(), row.at(1).get<std::uint64_t>(),
                                  row.at(2).get<std::uint64_t>(), row.at(3).get<std::int64_t>(),
                                  row.at(4).get<std::int64_t>()};
            const auto sha256 = row.at(5).get<std::string>();
            if (core::is_sha256(sha256)) known.emplace(state, sha256);
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
    if (!learned_) return;
    if (known_.size() > most_files)
        std::erase_if(known_, [&](const auto& file) { return !used_.contains(file.first); });
    Json files = Json::array();
    for (const auto& [state, sha256] : known_)
        files.push_back(
            {state.device, state.inode, state.bytes, state.modified_ns, state.changed_ns, sha256});
    try {
        const auto store = record_.parent();
        if (store && !show_.find(*store)) return;
        show_.write(record_, core::to_line({{"version", version}, {"files", std::move(files)}}));
    } catch (const core::Error&) {
        return;  // the files are read again next time
    }
}

/// Empty where nothing is known of the file as it is now.
std::string Verified::remembered(const core::PlainFile& file) {
    const std::scoped_lock lock(mutex_);
    const auto known = known_.find(file.state());
    if (known == known_.end()) return {};
    used_.insert(known->first);
    return known->second;
}

std::string Verified::read(const core::PlainFile& file) {
    // As it was opened: what comes while it is read shows in its times only if they had settled before.
    const bool settled = is_settled(file.state(), core::system_now());
    std::string sha256 = core::sha256_file(file);
    if (!settled) return sha256;
    const std::scoped_lock lock(mutex_);
    known_.insert_or_assign(file.state(), sha256);
    used_.insert(file.state());
    learned_ = true;
    return sha256;
}

std::string Verified::digest(const core::PlainFile& file) {
    std::string known = remembered(file);
    return known.empty() ? read(file) : known;
}

bool Verified::holds(const core::PlainFile& file, const std::string& sha256) {
    return remembered(file) == sha256 || read(file) == sha256;
}

void Verified::distrust() {
    const std::scoped_lock lock(mutex_);
    known_.clear();
}

bool is_settled(const core::FileState& state, core::Instant now) {
    constexpr std::chrono::seconds moment{2};
    const std::chrono::nanoseconds changed{state.changed_ns};
    return now.time_since_epoch() - changed > moment;
}

}  // namespace cityfm::production
