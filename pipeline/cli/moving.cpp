// SPDX-License-Identifier: MIT
#include "pipeline/cli/moving.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/cli/scaffold.h"
#include "pipeline/model/address.h"
#include "pipeline/model/write_toml.h"

namespace cityfm::cli {
namespace {

/// Where a host has the switch that sends listeners on.
struct OldHost {
    std::string_view part;  ///< of its feeds' addresses
    Text redirect;
};

constexpr auto old_hosts = std::to_array<OldHost>(
    {{"anchor.fm",
      {"Spotify for Creators, on the web: Settings > \"Redirect your podcast\".\nTurn subscriptions and "
       "listener "
       "support off first. It may take up to 7 days.",
       "Spotify for Creators をパソコンのブラウザで開き、設定（Settings）の\n「Redirect your "
       "podcast」に貼ります。サブスクリプションと\nリスナーサポートは先に切ります。反映に 7 "
       "日ほどかかることがあります。"}},
     {"podbean.com",
      {"Podbean: Settings > Feed > Advanced Feed Settings > \"Redirect to a New Feed\".",
       "Podbean の Settings > Feed > Advanced Feed Settings >\n「Redirect to a New Feed」に貼ります。"}},
     {"libsyn.com",
      {"Libsyn: Destinations > Libsyn Classic Feed > Edit > Advanced Options >\n\"Redirect Feed to this Web "
       "Address\".",
       "Libsyn の Destinations > Libsyn Classic Feed > Edit >\nAdvanced Options「Redirect Feed to this Web "
       "Address」に貼ります。"}},
     {"simplecast.com",
      {"Simplecast: Distribution > Advanced Settings > RSS Feed Redirect.",
       "Simplecast の Distribution > Advanced Settings >\nRSS Feed Redirect に貼ります。"}},
     {"github.io",
      {"GitHub Pages send no redirects. Put the line below into the channel of the\nold feed, leave that "
       "file there for good, and tell each directory by hand\n(step 8).",
       "GitHub Pages は転送（301）ができません。下の行を古いフィードの\nchannel "
       "に書いてそのまま残し、各サービスは手順 8 "
       "で 1 つずつ\n変更してください。"}}});

const OldHost* find_host(const std::string& from) {
    const auto* const found = std::find_if(old_hosts.begin(), old_hosts.end(), [&](const OldHost& host) {
        return from.find(host.part) != std::string::npos;
    });
    return found != old_hosts.end() ? found : nullptr;
}

constexpr Text other_host{
    "Look for \"redirect\" or \"301\" in the old host's settings and give it the\naddress below. Where there "
    "is no such setting, send its support the mail.\nWhere the old feed is a file of your own, one of the "
    "two lines does it.",
    "古いホストの設定で「redirect」「301」「転送」を探し、下のアドレスを\n貼ります。見つからなければ、下のメ"
    "ールをサポートに送ります。\n自分のサーバーなら、下の"
    "どちらかの行を書きます。"};

class Move {
  public:
    Move(const model::Show& show, std::string from, Language language)
        : show_(show),
          language_(language),
          to_(model::feed_address(show, show.feeds.front())),
          from_(std::move(from)) {}

    std::vector<MoveStep> steps() {
        decide();
        prepare();
        bring();
        name_the_move();
        publish();
        compare();
        redirect();
        directories();
        tell_listeners();
        keep();
        return std::move(steps_);
    }

  private:
    std::string say(const Text& text, const core::Args& args = {}) const {
        return render(text, args, language_);
    }

    /// The old address, or words that stand for it.
    std::string from() const {
        return from_.empty() ? say({"(the old feed's address)", "（古いフィードのアドレス）"}) : from_;
    }

    /// Where directories write to.
    std::string owner() const {
        return show_.owner_email.empty() ? say({"(owner_email in show.toml)", "（show.toml の owner_email）"})
                                         : show_.owner_email;
    }

    MoveStep& step(const Text& title, const Text& text, const core::Args& args = {}) {
        return steps_.emplace_back(MoveStep{say(title), say(text, args), {}, false});
    }

    void decide() {
        MoveStep& made = step({"Decide where the feed will be served", "公開する場所を決める"},
                              {"It is the address in show.toml; the new feed is\n{to}",
                               "show.toml の address です。新しいフィードは次のアドレスになります。\n{to}"},
                              {{"to", to_}});
        made.done = show_.address != undecided_address;
        if (!made.done) made.paste = {"address = \"https://radio.example.jp/\""};
    }

    void prepare() {
        step({"At the old host, make the feed fit to leave", "古いホストで引っ越しの準備をする"},
             {"Its RSS feed is on, shows every episode, and names an e-mail address that "
              "you\nread:\n{email}\nIs "
              "there a lock (podcast:locked)? Turn it off. Publish nothing there\nfrom now on.",
              "RSS "
              "フィードが有効で、全部の回が出ていて、読めるメールアドレスが\n載っているか確かめます。\n{"
              "email}\nロック（podcast:"
              "locked）があれば外します。\nこれから先、古いホストでは新しい回を出しません。"},
             {{"email", owner()}});
    }

    void bring() {
        std::size_t elsewhere = 0;
        std::size_t imported = 0;
        for (const model::Episode& episode : show_.episodes) {
            if (!model::is_imported(episode)) continue;
            ++imported;
            const auto& files = episode.release->renditions;
            if (std::any_of(files.begin(), files.end(), [](const auto& file) { return file.is_elsewhere(); }))
                ++elsewhere;
        }
        MoveStep& made = step(
            {"Bring every episode", "全部の回を取り込む"},
            elsewhere > 0
                ? Text{"Of {imported} imported episodes, {elsewhere} still have their sound at the old host. "
                       "It is gone\nwhen that account is closed. This brings it, and goes on where it was "
                       "cut:",
                       "取り込んだ {imported} 回のうち {elsewhere} 回の音声は、まだ古いホストにあります。\n"
                       "アカウントを閉じると消えます。次のコマンドで手元に移します。\n途中で止まっても、続き"
                       "から始まります。"}
                : Text{"{imported} imported episodes have all their sound here.",
                       "取り込んだ {imported} 回の音声は、全部手元にあります。"},
            {{"imported", std::to_string(imported)}, {"elsewhere", std::to_string(elsewhere)}});
        made.done = imported > 0 && elsewhere == 0;
        if (!made.done)
            made.paste = {"cityfm import " + from() + " --into " + (imported > 0 ? "." : "my-radio") +
                          " --media download"};
    }

    void name_the_move() {
        const model::FeedSettings& feed = show_.feeds.front();
        MoveStep& made =
            step({"Let the new feed say where it is", "新しいフィードに、自分のアドレスを書く"},
                 {"itunes:new-feed-url in the new feed points at itself: Apple wants it,\ntogether with the "
                  "redirect, for at least four weeks.\nIn show.toml, below [feed]:",
                  "新しいフィードの itunes:new-feed-url が自分自身を指すようにします。\nApple "
                  "は、転送（301）と一緒に 4 "
                  "週間以上置くよう求めています。\nshow.toml の [feed] の下に書きます。"});
        made.done = feed.new_feed_url == to_;
        if (!made.done)
            made.paste = {"[feed]\nnew_feed_url   = " + model::toml_string(to_) +
                          "\nformer_address = " + model::toml_string(from())};
    }

    void publish() {
        step({"Publish", "公開する"},
             {"The new feed and every file it names must be there before anyone is sent\nto it.",
              "転送を始める前に、新しいフィードと音声を全部公開しておきます。"})
            .paste = {"cityfm publish"};
    }

    void compare() {
        step({"Compare", "比べる"},
             {"This must end with 0: no app loses or loads again any episode.",
              "終了コードが 0 なら、消える回も、もう一度ダウンロードされる\n回もありません。"})
            .paste = {"cityfm compare " + from() + " " + to_ + " --live"};
    }

    void redirect() {
        const OldHost* const host = find_host(from_);
        MoveStep& made = step({"Send the listeners on (301)", "古いフィードを転送する（301）"},
                              host != nullptr ? host->redirect : other_host);
        made.paste.push_back(to_);
        if (host != nullptr && host->part == "github.io")
            made.paste = {"<itunes:new-feed-url>" + to_ + "</itunes:new-feed-url>"};
        if (host == nullptr) {
            const std::string path = from_.empty() ? "/feed.xml" : path_of(from_);
            made.paste.push_back("# nginx\nlocation = " + path + " { return 301 " + to_ + "; }");
            made.paste.push_back("# Apache\nRedirect 301 " + path + " " + to_);
            made.paste.push_back(
                say({"Subject: 301 redirect of our podcast feed\n\nHello,\nour podcast \"{title}\" moves to "
                     "a new "
                     "host. Please redirect its feed for good (HTTP 301),\nfrom {from}\nto   {to}\nand leave "
                     "it so for "
                     "as long as you can, four weeks at least. Thank you.\n{author}",
                     "件名: "
                     "ポッドキャストのフィードの転送（301）のお願い\n\nポッドキャスト「{title}"
                     "」の配信場所を移します。\n次のフィー"
                     "ドを恒久的に転送（HTTP 301）してください。\n  旧: {from}\n  新: "
                     "{to}\nできるだけ長く、少なくとも 4 "
                     "週間はそのままにしてください。\nよろしくお願いします。\n{author}"},
                    {{"title", show_.title}, {"from", from()}, {"to", to_}, {"author", show_.author}}));
        }
        made.paste.push_back("curl -sI " + from() + " | grep -i -e ^HTTP -e ^location");
    }

    static std::string path_of(const std::string& address) {
        const std::size_t host = address.find("://");
        const std::size_t path = host == std::string::npos ? host : address.find('/', host + 3);
        return path == std::string::npos ? "/" : address.substr(path);
    }

    void directories() {
        MoveStep& made =
            step({"Tell the directories", "配信サービスに知らせる"},
                 {"Look each up, and submit nothing a second time: that makes a second show.\n- Apple "
                  "Podcasts Connect: "
                  "your show > RSS feed URL > Edit\n- Spotify: follows the redirect of its own host; else "
                  "Settings > "
                  "Update\n- Amazon Music, YouTube, LISTEN, Podcast Index: look whether they follow;\n  else "
                  "their support, with the mail below\nWhere one asks you to prove that the show is yours, "
                  "it mails a code "
                  "to\n{email}.",
                  "1 つずつ確かめます。登録し直すと番組が 2 つになるので、登録はしません。\n・Apple Podcasts "
                  "Connect: 番組 > RSS "
                  "フィードの URL > 編集\n・Spotify: 自社ホストの転送には自動で付いてきます。\n　ほかは "
                  "Settings > Update\n・Amazon "
                  "Music、YouTube、LISTEN、Podcast Index: "
                  "新しい回が\n　届かなければ、下のメールをサポートへ\n本人確認のコードが届くのは "
                  "{email} です。"},
                 {{"email", owner()}});
        made.paste = {
            to_,
            say({"Subject: The feed of \"{title}\" has moved\n\nHello,\nthe feed of our podcast \"{title}\" "
                 "has "
                 "moved for good,\nfrom {from}\nto   {to}\nThe guids of all episodes and the show's "
                 "podcast:guid "
                 "({guid}) are the same. Please change\nthe address of the existing show. Thank "
                 "you.\n{author}",
                 "件名: "
                 "「{title}」のフィードが移転しました\n\nポッドキャスト「{title}"
                 "」のフィードが移転しました。\n  旧: {from}\n  新: "
                 "{to}\n各回の guid と番組の "
                 "podcast:guid（{guid}）は変わりません。\n登録済みの番組のアドレスを変更してください。\n{"
                 "author}"},
                {{"title", show_.title},
                 {"from", from()},
                 {"to", to_},
                 {"guid", show_.guid},
                 {"author", show_.author}})};
    }

    void tell_listeners() {
        step({"Tell those who listen", "聞いている人に知らせる"},
             {"Most notice nothing. Whoever typed the old address into an app can take\nthe new one.",
              "ほとんどの人は何もしなくて大丈夫です。古いアドレスを自分で\n入れた人だけ、新しいアドレスにして"
              "もらいます。"})
            .paste = {say({"\"{title}\" has moved. Your app follows by itself. If no new episode arrives "
                           "within a week, add "
                           "this address to it: {to}",
                           "「{title}」の配信場所が変わりました。アプリは自動で付いてきます。1 "
                           "週間たっても新しい回が届かないときは、このアドレスを"
                           "アプリに入れてください。\n{to}"},
                          {{"title", show_.title}, {"to", to_}})};
    }

    void keep() {
        MoveStep& made = step(
            {"Keep the old account", "古いアカウントを残す"},
            {"The redirect and new_feed_url stay for four weeks at least, better for good:\nsome apps ask "
             "seldom. Only then close the old account, if at all. When no\nother host will import the show "
             "any more, lock it in show.toml:",
             "転送（301）と new_feed_url は、少なくとも 4 "
             "週間、できればずっと\n残します。めったに確認しないアプリもあるからです。\n"
             "古いアカウントを閉じるのは、その後です。引っ越しが終わったら、\nほかのホストが取り込めないよう"
             "に、show.toml に書きます。"});
        made.paste = {"locked = true"};
        made.done = show_.locked;
    }

    const model::Show& show_;
    Language language_;
    std::string to_;
    std::string from_;
    std::vector<MoveStep> steps_;
};

}  // namespace

std::vector<MoveStep> steps_of_move(const model::Show& show, const std::string& from, Language language) {
    return Move(show, from, language).steps();
}

}  // namespace cityfm::cli
