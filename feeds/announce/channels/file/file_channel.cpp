// SPDX-License-Identifier: MIT
#include <algorithm>
#include <sstream>
#include <utility>

#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/json.h"

namespace cityfm::announce {
namespace {

class FileChannel final : public Channel {
  public:
    /// Nothing leaves the folder, whatever links lie in it.
    FileChannel(std::string id, std::filesystem::path folder, core::InnerPath file)
        : id_(std::move(id)), folder_(std::move(folder)), file_(std::move(file)) {}

    Traits traits() const override { return {Memory::readable, {}, true, Consent::words}; }

    std::string body(const Post& post) const override {
        core::Json json = {{"key", post.key}};
        json.update(to_json(post.announcement));
        return core::to_line(json);
    }

    Posted post(const Post& post) override {
        lines();
        core::Folder::make(folder_).append_line(file_, body(post));
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
        std::string kept;
        for (const std::string& other : lines()) kept += is_post(other, key) ? line : other + "\n";
        core::Folder(folder_).write(file_, kept);
    }

    /// A file that cannot be read is not taken for empty: that would say a thing twice.
    std::vector<std::string> lines() const {
        std::vector<std::string> found;
        constexpr std::uintmax_t most_bytes = 1U << 30U;
        std::error_code error;
        const bool there = std::filesystem::exists(folder_, error);
        if (error) core::fail_on_file(core::Code::cannot_read, folder_, error.value());
        const auto file = there ? core::Folder(folder_).find_file(file_) : std::nullopt;
        if (!file) return found;
        std::istringstream text(file->read(most_bytes));
        for (std::string line; std::getline(text, line);) {
            if (!may_stand_there(line))
                throw core::Error(core::Kind::refused, core::Code::not_announcements,
                                  {{"path", (folder_ / file_.text()).string()}, {"id", id_}});
            found.push_back(line);
        }
        return found;
    }

    /// True for lines of JSON, announcements and others, and for what a crash may leave of one. Any other
    /// file is not written to, nor is a ledger: show.toml may name one by mistake or for a bad purpose.
    static bool may_stand_there(const std::string& line) {
        constexpr std::string_view own = "{\"key\":";
        const core::Json json = core::Json::parse(line, nullptr, false);
        if (json.is_discarded()) return line.empty() || line.starts_with(own) || own.starts_with(line);
        return !json.is_object() || !json.contains("status");
    }

    static bool is_post(const std::string& line, const std::string& key) {
        // A line that a crash tore was never an announcement.
        const core::Json json = core::Json::parse(line, nullptr, false);
        return json.is_object() && json.contains("key") && json["key"] == key;
    }

    std::string id_;
    std::filesystem::path folder_;
    core::InnerPath file_;
};

}  // namespace

std::unique_ptr<Channel> open_file(const Opening& opening) {
    const std::filesystem::path file = (opening.show_folder / opening.channel.to).lexically_normal();
    const std::filesystem::path inner = file.lexically_relative(opening.show_folder.lexically_normal());
    // Within the show git may have brought a link; elsewhere the path is the user's own.
    if (core::is_inner_path(inner.generic_string())) {
        return std::make_unique<FileChannel>(opening.channel.id, opening.show_folder,
                                             core::InnerPath(inner.generic_string()));
    }
    return std::make_unique<FileChannel>(opening.channel.id, file.parent_path(),
                                         core::InnerPath(file.filename().string()));
}

}  // namespace cityfm::announce
