// SPDX-License-Identifier: MIT
#include "pipeline/app/import/move.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "pipeline/app/show/scaffold.h"
#include "pipeline/core/shell.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/write_toml.h"

namespace cityfm::app {
namespace {

using core::Code;

/// What is known of a host: where it has the switch that sends listeners on, and what else to mind there.
struct OldHost {
    std::string_view part;  ///< of its feeds' addresses
    Code redirect;
    std::optional<Code> mind = std::nullopt;
    bool can_redirect = true;
};

constexpr auto old_hosts = std::to_array<OldHost>({
    {"anchor.fm", Code::move_redirect_spotify, Code::move_mind_spotify},
    {"podbean.com", Code::move_redirect_podbean},
    {"libsyn.com", Code::move_redirect_libsyn},
    {"simplecast.com", Code::move_redirect_simplecast},
    {"github.io", Code::move_no_redirects_github, std::nullopt, false},
});

const OldHost* find_host(const std::string& from) {
    const auto* const found = std::find_if(old_hosts.begin(), old_hosts.end(), [&](const OldHost& host) {
        return from.find(host.part) != std::string::npos;
    });
    return found != old_hosts.end() ? found : nullptr;
}

/// The path of an address; empty where it has a query, by which servers choose otherwise.
std::string path_of(const std::string& address) {
    const std::size_t host = address.find("://");
    const std::size_t path = host == std::string::npos ? host : address.find('/', host + 3);
    if (path == std::string::npos || address.find('?') != std::string::npos) return {};
    return address.substr(path);
}

class Move {
  public:
    Move(const model::Show& show, const MoveOptions& options, const Words& words)
        : show_(show),
          options_(options),
          words_(words),
          host_(find_host(options.from)),
          to_(model::feed_address(show, show.feeds.front())) {}

    std::vector<MoveStep> steps() {
        if (!decide()) return std::move(steps_);
        prepare();
        bring();
        name_the_move();
        publish();
        compare();
        redirect();
        directories();
        watch();
        tell_listeners();
        keep();
        lock();
        return std::move(steps_);
    }

  private:
    std::string say(Code code, const core::Args& args = {}) const { return words_(code, args); }

    /// The old address, or a word that stands for it.
    std::string from() const { return options_.from.empty() ? say(Code::move_old_address) : options_.from; }

    /// Where directories write to.
    std::string owner() const {
        return show_.owner_email.empty() ? say(Code::move_owner_first) : show_.owner_email;
    }

    bool can_redirect() const { return host_ == nullptr || host_->can_redirect; }

    std::string command(const std::string& words) const {
        return "cityfm -C " + core::shell_word(options_.folder) + " " + words;
    }

    MoveStep& step(Code title, Code text, const core::Args& args = {}) {
        return steps_.emplace_back(MoveStep{say(title), say(text, args), {}, false});
    }

    /// False where nobody knows yet where the show goes.
    bool decide() {
        const bool decided = show_.address != undecided_address;
        MoveStep& made =
            step(Code::move_decide, decided ? Code::move_decided : Code::move_undecided, {{"to", to_}});
        made.done = decided;
        if (!decided) made.paste = {"address = \"https://radio.example.jp/\""};
        return decided;
    }

    void prepare() {
        MoveStep& made = step(Code::move_prepare, Code::move_prepare_how, {{"email", owner()}});
        if (host_ != nullptr && host_->mind) made.text += say(*host_->mind);
        made.text += say(Code::move_keep_copy);
        made.paste = {"curl -sLo old-feed.xml " + core::shell_word(from())};
        if (options_.from.empty()) {
            made.text += say(Code::move_fill_in);
        }
    }

    void bring() {
        std::size_t elsewhere = 0;
        std::size_t imported = 0;
        for (const model::Episode& episode : show_.episodes) {
            if (!model::is_imported(episode)) continue;
            ++imported;
            if (episode.release->is_elsewhere()) ++elsewhere;
        }
        MoveStep& made =
            step(Code::move_bring,
                 imported == 0   ? Code::move_bring_nothing
                 : elsewhere > 0 ? Code::move_bring_sound
                                 : Code::move_bring_done,
                 {{"imported", std::to_string(imported)}, {"elsewhere", std::to_string(elsewhere)}});
        made.done = imported > 0 && elsewhere == 0;
        if (made.done) return;
        made.paste = {"cityfm import " + core::shell_word(from()) + " --into " +
                      (imported > 0 ? core::shell_word(options_.folder) : "my-radio") + " --media download"};
    }

    void name_the_move() {
        const model::FeedSettings& feed = show_.feeds.front();
        MoveStep& made = step(Code::move_name, Code::move_name_why);
        made.done = feed.new_feed_url == to_;
        if (made.done) return;
        made.text += say(Code::move_name_how);
        std::string lines = "new_feed_url   = " + model::toml_string(to_);
        if (feed.former_address.empty()) lines += "\nformer_address = " + model::toml_string(from());
        made.paste = {lines};
    }

    void publish() {
        MoveStep& made = step(Code::move_publish, Code::move_publish_first);
        if (show_.targets.empty()) {
            made.text += say(Code::move_publish_yourself, {{"address", show_.address}});
        }
        made.paste = {command("publish")};
    }

    void compare() {
        step(Code::move_compare, Code::move_compare_how).paste = {
            "cityfm compare " + core::shell_word(from()) + " " + core::shell_word(to_) + " --live"};
    }

    void redirect() {
        MoveStep& made = step(can_redirect() ? Code::move_redirect : Code::move_point,
                              host_ != nullptr ? host_->redirect : Code::move_redirect_elsewhere);
        if (!can_redirect()) {
            made.paste = {"<itunes:new-feed-url>" + to_ + "</itunes:new-feed-url>"};
            return;
        }
        made.text += say(Code::move_redirect_only_then);
        made.paste.push_back(to_);
        const std::string path = path_of(options_.from);
        if (host_ == nullptr && !path.empty()) {
            made.paste.push_back("# nginx\nlocation = " + path + " { return 301 " + to_ + "; }");
            made.paste.push_back("# Apache\nRedirect 301 " + path + " " + to_);
        }
        if (host_ == nullptr) made.paste.push_back(say(Code::move_mail_to_host, mail_args()));
        made.paste.push_back("curl -sI " + core::shell_word(from()) + " | grep -i -e ^HTTP -e ^location");
    }

    core::Args mail_args() const {
        return {{"title", show_.title},
                {"from", from()},
                {"to", to_},
                {"guid", show_.guid},
                {"author", show_.author}};
    }

    void directories() {
        MoveStep& made = step(Code::move_directories, Code::move_directories_how, {{"email", owner()}});
        made.paste = {to_, say(Code::move_mail_to_directories, mail_args())};
    }

    void watch() { step(Code::move_watch, Code::move_watch_how); }

    void tell_listeners() {
        step(Code::move_tell, Code::move_tell_how).paste = {
            say(Code::move_tell_text, {{"title", show_.title}, {"to", to_}})};
    }

    void keep() { step(Code::move_keep, can_redirect() ? Code::move_keep_redirect : Code::move_keep_file); }

    void lock() {
        MoveStep& made = step(Code::move_lock, Code::move_lock_why);
        made.done = show_.locked;
        if (made.done) return;
        made.text += say(Code::move_lock_how);
        made.paste = {"locked = true"};
    }

    const model::Show& show_;
    const MoveOptions& options_;
    const Words& words_;
    const OldHost* host_;
    std::string to_;
    std::vector<MoveStep> steps_;
};

}  // namespace

std::vector<MoveStep> steps_of_move(const model::Show& show, const MoveOptions& options, const Words& words) {
    return Move(show, options, words).steps();
}

}  // namespace cityfm::app
