// SPDX-License-Identifier: MIT
#include <fstream>
#include <utility>

#include "feeds/announce/channel.h"
#include "pipeline/core/file.h"

namespace cityfm::announce {
namespace {

class FileChannel final : public Channel {
  public:
    explicit FileChannel(std::filesystem::path file) : file_(std::move(file)) {}

    bool can_find() const override { return true; }

    std::optional<Posted> find(const std::string& key) override {
        std::ifstream lines(file_);
        long number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            if (is_post(line, key)) return Posted{std::to_string(number), {}};
        }
        return std::nullopt;
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
        std::ifstream lines(file_);
        core::AtomicFile kept(file_);
        for (std::string line; std::getline(lines, line);) {
            if (!is_post(line, key)) kept.write(line + "\n");
        }
        kept.finish();
        return true;
    }

  private:
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
