// SPDX-License-Identifier: MIT
#include "pipeline/build/store.h"

#include <utility>

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::build {
namespace {

std::filesystem::path spread(const std::filesystem::path& folder, const std::string& name) {
    return folder / name.substr(0, 2) / name;
}

}  // namespace

Store::Store(std::filesystem::path root) : root_(std::move(root)) {}

std::optional<core::Json> Store::result(const std::string& key) const {
    const std::filesystem::path path = spread(root_ / "results", key);
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
    core::Json json = core::Json::parse(core::read_file(path), nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    return json;
}

void Store::put_result(const std::string& key, const core::Json& result) const {
    core::write_file(spread(root_ / "results", key), core::to_document(result));
}

std::filesystem::path Store::object(const std::string& sha256) const {
    return spread(root_ / "objects", sha256);
}

bool Store::has_object(const std::string& sha256) const {
    std::error_code error;
    return !sha256.empty() && std::filesystem::is_regular_file(object(sha256), error);
}

std::filesystem::path Store::work_file(const std::string& key) const {
    std::error_code error;
    std::filesystem::create_directories(root_ / "work", error);
    if (error) core::fail_on_file(core::Code::cannot_write, root_ / "work", error.value());
    return root_ / "work" / key;
}

std::string Store::adopt(const std::filesystem::path& work_file) const {
    std::string sha256 = core::sha256_file(work_file);
    core::settle(work_file, object(sha256));
    return sha256;
}

std::filesystem::path Store::scratch(const std::string& key) const {
    return root_ / "scratch" / (key + ".f32");
}

void Store::drop_scratch(const std::string& key) const {
    std::error_code error;
    std::filesystem::remove(scratch(key), error);
}

void Store::sweep() const {
    std::error_code error;
    std::filesystem::remove_all(root_ / "work", error);
    for (const auto& entry : std::filesystem::directory_iterator(root_ / "scratch", error)) {
        const bool finished = entry.path().extension() != ".part" && result(entry.path().stem().string());
        if (!finished) std::filesystem::remove(entry.path(), error);
    }
}

}  // namespace cityfm::build
