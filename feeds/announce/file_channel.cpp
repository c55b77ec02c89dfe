// SPDX-License-Identifier: MIT
#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "feeds/announce/channel.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::announce {
namespace {

class FileChannel final : public Channel {
  public:
    explicit FileChannel(std::filesystem::path file) : file_(std::move(file)) {}

    bool can_find() const override { return true; }

    std::optional<Posted> find(const std::string& key) override {
        const std::vector<std::string> all = lines();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const std::string& line) { return is_post(line, key); });
        if (found == all.end()) return std::nullopt;
        return Posted{std::to_string(found - all.begin() + 1), {}};
    }

    std::string body(const Announcement& announcement, const std::string& key) const override {
        core::Json json = {{"key", key}};
        json.update(to_json(announcement));
        return core::to_line(json);
    }

    Posted post(const Announcement& announcement, const std::string& key) override {
        core::append_line(file_, body(announcement, key));
        return find(key).value();
    }

    bool withdraw(const std::string& key, const std::string& /*remote_id*/) override {
        if (!find(key)) return true;
        core::AtomicFile kept(file_);
        for (const std::string& line : lines()) {
            if (!is_post(line, key)) kept.write(line + "\n");
        }
        kept.finish();
        return true;
    }

  private:
    /// A file that cannot be read is not taken for empty: that would say a thing twice.
    std::vector<std::string> lines() const {
        std::vector<std::string> found;
        std::error_code error;
        const bool there = std::filesystem::exists(file_, error);
        if (error) core::fail_on_file(core::Code::cannot_read, file_, error.value());
        if (!there) return found;
        std::istringstream text(core::read_file(file_));
        for (std::string line; std::getline(text, line);) found.push_back(line);
        return found;
    }

    static bool is_post(const std::string& line, const std::string& key) {
        // A line that a crash tore was never an announcement.
        const core::Json json = core::Json::parse(line, nullptr, false);
        return json.is_object() && json.contains("key") && json["key"] == key;
    }

    std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Channel> open_file_channel(const std::filesystem::path& file) {
    return std::make_unique<FileChannel>(file);
}

}  // namespace cityfm::announce
