// SPDX-License-Identifier: MIT
#include <algorithm>
#include <sstream>
#include <utility>

#include "feeds/announce/open_channel.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"

namespace cityfm::announce {
namespace {

class FileChannel final : public Channel {
  public:
    FileChannel(std::string id, std::filesystem::path file) : id_(std::move(id)), file_(std::move(file)) {}

    Traits traits() const override { return {Memory::readable, {}, true, Consent::words}; }

    std::string body(const Post& post) const override {
        core::Json json = {{"key", post.key}};
        json.update(to_json(post.announcement));
        return core::to_line(json);
    }

    Posted post(const Post& post) override {
        lines();
        core::append_line(file_, body(post));
        return find(post).value();
    }

    std::optional<Posted> find(const Post& post) override {
        const std::vector<std::string> all = lines();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const std::string& line) { return is_post(line, post.key); });
        if (found == all.end()) return std::nullopt;
        return Posted{std::to_string(found - all.begin() + 1), {}, {}};
    }

    std::optional<Posted> edit(const Post& post, const std::string& /*remote_id*/) override {
        if (!find(post)) return std::nullopt;
        rewrite(post.key, body(post) + "\n");
        return find(post);
    }

    bool withdraw(const std::string& key, const std::string& /*remote_id*/) override {
        const std::vector<std::string> all = lines();
        if (std::any_of(all.begin(), all.end(), [&](const std::string& line) { return is_post(line, key); }))
            rewrite(key, "");
        return true;
    }

  private:
    /// Puts `line` in the place of the post's.
    void rewrite(const std::string& key, const std::string& line) {
        const std::vector<std::string> all = lines();
        core::AtomicFile kept(file_);
        for (const std::string& other : all) kept.write(is_post(other, key) ? line : other + "\n");
        kept.finish();
    }

    /// A file that cannot be read is not taken for empty: that would say a thing twice.
    std::vector<std::string> lines() const {
        std::vector<std::string> found;
        std::error_code error;
        const bool there = std::filesystem::exists(file_, error);
        if (error) core::fail_on_file(core::Code::cannot_read, file_, error.value());
        if (!there) return found;
        std::istringstream text(core::read_file(file_));
        for (std::string line; std::getline(text, line);) {
            if (!may_stand_there(line))
                throw core::Error(core::Kind::refused, core::Code::not_announcements,
                                  {{"path", file_.string()}, {"id", id_}});
            found.push_back(line);
        }
        return found;
    }

    /// True for lines of JSON, announcements and others, and for what a crash may leave of one. Any other
    /// file is not written to, nor is a ledger: show.toml may name one by mistake or for a bad purpose.
    static bool may_stand_there(const std::string& line) {
        constexpr std::string_view head = "{\"key\":";
        const core::Json json = core::Json::parse(line, nullptr, false);
        if (json.is_discarded()) return line.empty() || line.starts_with(head) || head.starts_with(line);
        return !json.is_object() || !json.contains("status");
    }

    static bool is_post(const std::string& line, const std::string& key) {
        // A line that a crash tore was never an announcement.
        const core::Json json = core::Json::parse(line, nullptr, false);
        return json.is_object() && json.contains("key") && json["key"] == key;
    }

    std::string id_;
    std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Channel> open_file(const Opening& opening) {
    return std::make_unique<FileChannel>(opening.channel.id,
                                         (opening.show_folder / opening.channel.to).lexically_normal());
}

}  // namespace cityfm::announce
