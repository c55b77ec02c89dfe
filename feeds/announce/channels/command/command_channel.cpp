// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <algorithm>

#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/authority.h"
#include "pipeline/core/json.h"
#include "pipeline/core/program.h"
#include "pipeline/core/secret.h"
#include "pipeline/core/stop.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// What a program says by its exit code: it posted nothing and will not, or may yet. Anything else but 0 says
/// nothing.
constexpr int will_not = 4;
constexpr int try_later = 75;
constexpr std::chrono::seconds most_time{60};
constexpr std::size_t most_link = 2000;

/// A program of the city's own: it gets the announcement as one JSON document on stdin, and may write the
/// post's address to stdout.
class CommandChannel final : public Channel {
  public:
    explicit CommandChannel(const Opening& opening)
        : id_(opening.channel.id),
          written_(opening.channel.to),
          program_((opening.show_folder / opening.channel.to).lexically_normal()),
          folder_(opening.show_folder),
          environment_(environment_for(opening.channel).without(opening.withheld)),
          secrets_({opening.channel.token_env, opening.channel.url_env}),
          stop_(opening.stop) {}

    Traits traits() const override { return {Memory::blind, {}, false, Consent::words}; }

    std::string body(const Post& post) const override {
        core::Json json = {{"channel", id_}, {"key", post.key}};
        json.update(to_json(post.announcement));
        return core::to_line(json);
    }

    Posted post(const Post& post) override {
        require_program();
        const core::ProgramEnd end =
            core::run_program(program_, body(post) + "\n", folder_, environment_, most_time, stop_);
        constexpr int nobody_knows = -1;
        const int code = end.in_time ? end.code.value_or(nobody_knows) : nobody_knows;
        if (code == 0) return {{}, link_in(end.out), {}};
        if (code == will_not || code == try_later) {
            throw Error(code == will_not ? Kind::refused : Kind::later, Code::program_failed,
                        {{"id", id_}, {"path", written_}, {"code", std::to_string(code)}});
        }
        core::check_stop(stop_);
        throw Error(Kind::unknown, Code::outcome_unknown, {{"id", id_}});
    }

    std::vector<Check> check() override {
        return {look(written_, [&] { require_program(); })};
    }

  private:
    /// What the program may see; other channels' secrets are taken out of it.
    static core::Environment environment_for(const model::Channel& channel) {
        std::vector<std::string> names = channel.env;
        names.insert(names.end(), {channel.token_env, channel.url_env});
        return core::Environment::only(names);
    }

    void require_program() const {
        if (::access(program_.c_str(), X_OK) == 0) return;
        throw Error(Kind::refused, Code::channel_refused,
                    {{"id", id_}, {"reason", std::generic_category().message(errno) + ": " + written_}});
    }

    /// The address that the program gave; none that would give its secret away.
    std::string link_in(const std::string& out) const {
        const std::string line(text::trimmed(std::string_view(out).substr(0, out.find('\n'))));
        const std::string link = text::clean(text::cut_bytes(line, most_link));
        const auto holds = [&](const std::string& name) {
            const std::string value = name.empty() ? "" : core::variable(name);
            return !value.empty() && core::Secret(value).hidden_in(link) != link;
        };
        const bool gives_away =
            core::has_password(link) || std::any_of(secrets_.begin(), secrets_.end(), holds);
        return link.starts_with("https://") && !gives_away ? link : "";
    }

    std::string id_;
    std::string written_;
    std::filesystem::path program_;
    std::filesystem::path folder_;
    core::Environment environment_;
    std::vector<std::string> secrets_;  ///< names of variables
    std::stop_token stop_;
};

}  // namespace

std::unique_ptr<Channel> open_command(const Opening& opening) {
    return std::make_unique<CommandChannel>(opening);
}

}  // namespace cityfm::announce
