// SPDX-License-Identifier: MIT
#include "pipeline/production/store.h"

#include <cerrno>
#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/core/record.h"

namespace cityfm::production {
namespace {

using core::InnerPath;

constexpr const char* root = ".cityfm/store/";

std::string scratch_name(const std::string& key) {
    return key + ".f32";
}

/// `ab/abcdef…`: no folder gets too many names.
InnerPath spread(const std::string& name) {
    return InnerPath(name.substr(0, 2) + "/" + name);
}

}  // namespace

Store::Store(core::Folder show)
    : show_(std::move(show)), verified_(show_, InnerPath(std::string(root) + "verified.json")) {}

core::Folder Store::made(const std::string& part) const {
    const std::scoped_lock lock(mutex_);
    const auto known = open_.find(part);
    if (known != open_.end()) return known->second;
    return open_.emplace(part, show_.make(InnerPath(root + part))).first->second;
}

std::optional<core::Folder> Store::found(const std::string& part) const {
    const std::scoped_lock lock(mutex_);
    const auto known = open_.find(part);
    if (known != open_.end()) return known->second;
    auto folder = show_.find(InnerPath(root + part));
    if (folder) open_.emplace(part, *folder);
    return folder;
}

std::optional<core::Json> Store::result(const std::string& key) const {
    const auto folder = found("results");
    const auto file = folder ? folder->find_own(spread(key)) : std::nullopt;
    if (!file) return std::nullopt;
    constexpr std::uintmax_t most = 64U << 20U;
    try {
        core::Json json = core::parse_json(file->read(most));
        return json.is_object() ? std::optional(std::move(json)) : std::nullopt;
    } catch (const core::Json::exception&) {
        return std::nullopt;
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

void Store::put_result(const std::string& key, const core::Json& result) const {
    made("results").write(spread(key), core::to_document(result));
}

bool Store::has_object(const std::string& sha256) const {
    const auto folder = core::is_sha256(sha256) ? found("objects") : std::nullopt;
    const auto file = folder ? folder->find_own(spread(sha256)) : std::nullopt;
    return file && holds(*file, sha256);
}

core::PlainFile Store::open_object(const std::string& sha256) const {
    const auto folder = found("objects");
    auto file = folder ? folder->find_own(spread(sha256)) : std::nullopt;
    if (!file) core::fail_on_file(core::Code::cannot_read, root + ("objects/" + sha256), ENOENT);
    if (!holds(*file, sha256))
        throw core::Error(core::Kind::failed, core::Code::bytes_differ, {{"path", file->name().string()}});
    return std::move(*file);
}

std::string Store::read_object(const std::string& sha256) const {
    constexpr std::uintmax_t most = 64U << 20U;
    std::string bytes = open_object(sha256).read(most);
    if (core::sha256(bytes) == sha256) return bytes;
    throw core::Error(core::Kind::failed, core::Code::bytes_differ, {{"path", sha256}});
}

std::string Store::put_object(std::string_view bytes) const {
    std::string sha256 = core::sha256(bytes);
    made("objects").write(spread(sha256), bytes);
    return sha256;
}

void Store::keep(const core::PlainFile& file, const std::string& sha256) const {
    made("objects").copy_in(file, spread(sha256), sha256);
}

bool Store::drop_if_damaged(const std::string& sha256) const {
    const auto folder = core::is_sha256(sha256) ? found("objects") : std::nullopt;
    if (!folder || !folder->has(spread(sha256)) || has_object(sha256)) return false;
    folder->remove(spread(sha256));
    return true;
}

std::string Store::digest(const core::PlainFile& file) const {
    return verified_.digest(file);
}

void Store::distrust() const {
    verified_.distrust();
}

bool Store::holds(const core::PlainFile& file, const std::string& sha256) const {
    return verified_.holds(file, sha256);
}

std::filesystem::path Store::work_file(const std::string& key) const {
    const core::Folder folder = made("work");
    return folder.path() / (key + "." + core::random_digits());
}

std::string Store::adopt(const std::filesystem::path& work_file) const {
    std::string sha256 = core::sha256_file(work_file);
    made("objects").settle(work_file, spread(sha256));
    return sha256;
}

std::filesystem::path Store::scratch(const std::string& key) const {
    const core::Folder folder = made("scratch");
    return folder.path() / scratch_name(key);
}

std::optional<std::filesystem::path> Store::find_scratch(const std::string& key) const {
    const auto folder = found("scratch");
    if (!folder || !folder->find_own(InnerPath(scratch_name(key)))) return std::nullopt;
    return folder->path() / scratch_name(key);
}

void Store::drop_scratch(const std::string& key) const {
    if (const auto folder = found("scratch")) folder->remove(InnerPath(scratch_name(key)));
}

void Store::sweep() const {
    {
        const std::scoped_lock lock(mutex_);
        open_.erase("work");
    }
    show_.remove_all(InnerPath(std::string(root) + "work"));
    const auto folder = found("scratch");
    if (!folder) return;
    for (const std::string& name : folder->entries()) {
        const std::string key = name.substr(0, name.find('.'));
        const bool finished = core::is_sha256(key) && name == scratch_name(key) && result(key);
        if (!finished) folder->remove_all(InnerPath(name));
    }
}

std::string sha256_in(const core::Json& result) {
    const auto found = result.find("sha256");
    const bool good =
        found != result.end() && found->is_string() && core::is_sha256(found->get<std::string>());
    return good ? found->get<std::string>() : std::string();
}

}  // namespace cityfm::production
