// SPDX-License-Identifier: MIT
#include "pipeline/cli/moving.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "pipeline/cli/scaffold.h"
#include "pipeline/core/shell.h"
#include "pipeline/model/address.h"
#include "pipeline/model/toml/write_toml.h"

namespace cityfm::cli {
namespace {

/// What is known of a host: where it has the switch that sends listeners on, and what else to mind there.
struct OldHost {
    std::string_view part;  ///< of its feeds' addresses
    Text redirect;
    Text mind = {"", ""};
    bool can_redirect = true;
};

// clang-format off
constexpr auto old_hosts = std::to_array<OldHost>({
    {"anchor.fm",
     {"Spotify for Creators, in a browser: Settings > \"Redirect your podcast\". Paste the address below. Turn "
      "subscriptions and listener support off first. It may take up to 7 days.",
      "Spotify for Creators をパソコンのブラウザで開き、Settings（設定）の\n「Redirect your podcast」に、下のアドレスを貼ります。"
      "\nサブスクリプションとリスナーサポートは先に切ります。\n反映に 7 日ほどかかることがあります。"},
     {"\nFor the e-mail address: Settings > Availability > \"Add email to RSS feed\". Videos are not in the feed: save them.",
      "\nメールアドレスは、Settings > Availability の\n「Add email to RSS feed」です。動画はフィードに入らないので、\n"
      "別に保存します。"}},
    {"podbean.com",
     {"Podbean: Settings > Feed > Advanced Feed Settings > \"Redirect to a New Feed\". Paste the address below.",
      "Podbean の Settings > Feed > Advanced Feed Settings >\n「Redirect to a New Feed」に、下のアドレスを貼ります。"}},
    {"libsyn.com",
     {"Libsyn: Destinations > Libsyn Classic Feed > Edit > Advanced Options > \"Redirect Feed to this Web Address\". "
      "Paste the address below.",
      "Libsyn の Destinations > Libsyn Classic Feed > Edit >\nAdvanced Options「Redirect Feed to this Web Address」に、\n"
      "下のアドレスを貼ります。"}},
    {"simplecast.com",
     {"Simplecast: your show's settings > Distribution > Advanced Settings > RSS Feed Redirect. Paste the address "
      "below.",
      "Simplecast の番組の設定 > Distribution > Advanced Settings >\nRSS Feed Redirect に、下のアドレスを貼ります。"}},
    {"github.io",
     {"GitHub Pages send no redirects. Put the line below into the channel of the old feed and leave that file there "
      "for good. Only apps and directories that read the line will follow; tell each directory by hand, too (step 8).",
      "GitHub Pages は転送（301）ができません。下の行を古いフィードの\nchannel に書いて、そのまま残します。この行を読むアプリや\n"
      "サービスだけが切り替わるので、各サービスは手順 8 で\n1 つずつ変更してください。"},
     {"", ""},
     false},
});
// clang-format on

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

// clang-format off
constexpr Text other_host{
    "Look for \"redirect\" or \"301\" in the old host's settings and paste the address below. Where there is no such "
    "setting, send its support the mail. If the old feed is a file on your own server, put one of the lines for nginx "
    "or Apache into its settings.",
    "古いホストの設定で「redirect」「301」「転送」を探し、下のアドレスを\n貼ります。見つからなければ、下のメールをサポートに送ります。\n"
    "古いフィードが自分のサーバーにあるなら、nginx か Apache の設定に、\n合うほうの行を書きます。"};

constexpr Text only_then{
    "\nDo this only after step 6: apps remember it, and it can hardly be undone. The command at the end must show 301 "
    "and, as location, the new address.",
    "\n手順 6 が済んでから行います。アプリが覚えるので、やり直しは\nほとんどできません。最後のコマンドで「301」と、「location」に\n"
    "新しいアドレスが出れば成功です。"};

constexpr Text mail_to_host{
    "Subject: 301 redirect of our podcast feed\n\nHello,\nour podcast \"{title}\" moves to a new host. Please redirect "
    "its feed for good (HTTP 301),\nfrom {from}\nto   {to}\nand leave it so for as long as you can, four weeks at least. "
    "Thank you.\n{author}",
    "件名: ポッドキャストのフィードの転送（301）のお願い\n\nお世話になっております。\nポッドキャスト「{title}」の配信場所を移します。\n"
    "次のフィードを恒久的に転送（HTTP 301）してください。\n  旧: {from}\n  新: {to}\nできるだけ長く、少なくとも 4 週間はそのままに"
    "してください。\nお手数ですが、よろしくお願いいたします。\n{author}"};

constexpr Text mail_to_directories{
    "Subject: The feed of \"{title}\" has moved\n\nHello,\nthe feed of our podcast \"{title}\" has moved for good,\n"
    "from {from}\nto   {to}\nThe guids of all episodes are the same. The show's podcast:guid is\n{guid}.\nPlease change "
    "the address of the existing show. Thank you.\n{author}",
    "件名: 「{title}」のフィードが移転しました\n\nお世話になっております。\nポッドキャスト「{title}」のフィードが移転しました。\n"
    "  旧: {from}\n  新: {to}\n各回の guid は変わりません。番組の podcast:guid は\n{guid} です。\n登録済みの番組のアドレスを変更して"
    "ください。\nお手数ですが、よろしくお願いいたします。\n{author}"};
// clang-format on

class Move {
  public:
    Move(const model::Show& show, const MoveOptions& options)
        : show_(show),
          options_(options),
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
    std::string say(const Text& text, const core::Args& args = {}) const {
        return render(text, args, options_.language);
    }

    /// The old address, or a word that stands for it.
    std::string from() const {
        return options_.from.empty() ? say({"OLD_FEED_ADDRESS", "古いフィードのアドレス"}) : options_.from;
    }

    /// Where directories write to.
    std::string owner() const {
        return show_.owner_email.empty() ? say({"Write owner_email into show.toml first!",
                                                "先に show.toml に owner_email を書きます。"})
                                         : show_.owner_email;
    }

    bool can_redirect() const { return host_ == nullptr || host_->can_redirect; }

    std::string command(const std::string& words) const {
        return "cityfm -C " + core::shell_word(options_.folder) + " " + words;
    }

    MoveStep& step(const Text& title, const Text& text, const core::Args& args = {}) {
        return steps_.emplace_back(MoveStep{say(title), say(text, args), {}, false});
    }

    // clang-format off
    /// False where nobody knows yet where the show goes.
    bool decide() {
        const bool decided = show_.address != undecided_address;
        MoveStep& made = step(
            {"Decide where the feed will be served", "公開する場所を決める"},
            decided ? Text{"It is the address in show.toml; the new feed is\n{to}",
                           "show.toml の address です。新しいフィードは次のアドレスになります。\n{to}"}
                    : Text{"In show.toml, change the line that begins with \"address\" to where public/ will be served, "
                           "like this one. Then run cityfm move again: the rest is filled in.",
                           "show.toml の「address」で始まる行を、公開する場所のアドレスに\n書き換えます（行を増やさないでください）。"
                           "そのあと、もう一度\ncityfm move を実行してください。続きの手順にアドレスが入ります。"},
            {{"to", to_}});
        made.done = decided;
        if (!decided) made.paste = {"address = \"https://radio.example.jp/\""};
        return decided;
    }

    void prepare() {
        MoveStep& made = step(
            {"At the old host, make the feed fit to leave", "古いホスト（これまで番組を置いていたサービス）で準備する"},
            {"See that its RSS feed is on and shows every episode, and that it names an e-mail address whose mail you "
             "receive, for codes are sent there:\n{email}\nUnlock it, if it is locked (podcast:locked), and save your statistics. Publish nothing there from now on.",
             "RSS フィードが有効で、全部の回が出ているか確かめます。\nフィードには、自分が受信できるメールアドレスを載せておきます。\n"
             "本人確認のコードがそこに届きます。\n{email}\nロック（podcast:locked）があれば外し、再生数などの記録も保存します。\n"
             "これから先、古いホストでは新しい回を出しません。"},
            {{"email", owner()}});
        if (host_ != nullptr) made.text += say(host_->mind);
        made.text += say({"\nKeep a copy of the old feed:", "\n古いフィードの写しも残しておきます。"});
        made.paste = {"curl -sLo old-feed.xml " + core::shell_word(from())};
        if (options_.from.empty()) {
            made.text += say({"\nTo have the old address filled in everywhere, run: cityfm move --from https://…",
                              "\n古いアドレスは、cityfm move --from https://… で、どの手順にも入ります。"});
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
        MoveStep& made = step(
            {"Bring every episode", "全部の回を取り込む"},
            imported == 0
                ? Text{"Nothing here was imported. If the old feed has episodes that are not here, import it into a new "
                       "folder, and run cityfm move there:",
                       "この番組は取り込んだものではありません。古いフィードにしかない回が\nあれば、新しいフォルダに取り込み、そこで "
                       "cityfm move を実行して\nください。"}
            : elsewhere > 0
                ? Text{"Episodes imported: {imported}. With their sound still at the old host: {elsewhere}.\nNobody promises "
                       "that it stays there. This brings it, and goes on where it was cut:",
                       "取り込んだ回は {imported}、音声がまだ古いホストにある回は {elsewhere} です。\n古いアカウントを閉じた後も残る保証は"
                       "ありません。次のコマンドで\n手元に移します。途中で止まっても、続きから始まります。"}
                : Text{"Episodes imported: {imported}. All their sound is here.",
                       "取り込んだ {imported} 回の音声は、全部手元にあります。"},
            {{"imported", std::to_string(imported)}, {"elsewhere", std::to_string(elsewhere)}});
        made.done = imported > 0 && elsewhere == 0;
        if (made.done) return;
        made.paste = {"cityfm import " + core::shell_word(from()) + " --into " + (imported > 0 ? core::shell_word(options_.folder) : "my-radio") +
                      " --media download"};
    }

    void name_the_move() {
        const model::FeedSettings& feed = show_.feeds.front();
        MoveStep& made = step(
            {"Let the new feed say where it is", "新しいフィードに、自分のアドレスを書く"},
            {"itunes:new-feed-url in the new feed points at itself. Apple wants it, together with the redirect, for at "
             "least four weeks.",
             "新しいフィードの itunes:new-feed-url が自分自身を指すようにします。\nApple は、転送（301）と一緒に 4 週間以上置くよう求めています。"});
        made.done = feed.new_feed_url == to_;
        if (made.done) return;
        made.text += say({"\nIn show.toml, write this below [feed] (and [feed] itself, if it is not there):",
                          "\nshow.toml の [feed] の下に、次の行を書きます（[feed] の行がなければ、\nそれも書きます）。"});
        std::string lines = "new_feed_url   = " + model::toml_string(to_);
        if (feed.former_address.empty()) lines += "\nformer_address = " + model::toml_string(from());
        made.paste = {lines};
    }

    void publish() {
        MoveStep& made = step(
            {"Publish", "公開する"},
            {"The new feed and every file it names must be there before anyone is sent to it.",
             "転送を始める前に、新しいフィードと音声を全部公開しておきます。"});
        if (show_.targets.empty()) {
            made.text += say(
                {"\nshow.toml has no [[target]]: put what the command leaves in public/ at {address} yourself, and open "
                 "the new feed in a browser: it must appear.",
                 "\nshow.toml に [[target]] がないので、コマンドの後、public/ の中身を\n自分で次の場所に置きます。\n{address}\n置いたら、ブラウザで"
                 "新しいフィードのアドレスを開いて、出ることを\n確かめます。"},
                {{"address", show_.address}});
        }
        made.paste = {command("publish")};
    }

    void compare() {
        step({"Compare", "比べる"},
             {"At the end it must say that no app loses an episode or loads one again. Where it says \"error\", mend that "
              "first, and do not go on.",
              "最後に「アプリで消える回も、もう一度ダウンロードされる回も\nありません」と出れば大丈夫です。「エラー」が出たら、直すまで\n"
              "先へ進まないでください。"})
            .paste = {"cityfm compare " + core::shell_word(from()) + " " + core::shell_word(to_) + " --live"};
    }

    void redirect() {
        MoveStep& made = step(can_redirect() ? Text{"Send the listeners on (301)", "古いフィードを転送する（301）"}
                                             : Text{"Point the old feed to the new one", "古いフィードに新しいアドレスを書く"},
                              host_ != nullptr ? host_->redirect : other_host);
        if (!can_redirect()) {
            made.paste = {"<itunes:new-feed-url>" + to_ + "</itunes:new-feed-url>"};
            return;
        }
        made.text += say(only_then);
        made.paste.push_back(to_);
        const std::string path = path_of(options_.from);
        if (host_ == nullptr && !path.empty()) {
            made.paste.push_back("# nginx\nlocation = " + path + " { return 301 " + to_ + "; }");
            made.paste.push_back("# Apache\nRedirect 301 " + path + " " + to_);
        }
        if (host_ == nullptr) made.paste.push_back(say(mail_to_host, mail_args()));
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
        MoveStep& made = step(
            {"Look at the directories", "配信サービスを確かめる"},
            {"Submit nothing a second time: that can make a second show.\n- Apple Podcasts Connect: where the show has the "
             "old address after a day, Edit beside the RSS feed URL > paste the address below > Save\n- Spotify: follows by "
             "itself from Spotify for Creators; from other hosts, Settings > Update\n- Amazon Music, YouTube, LISTEN: if the "
             "next episode does not arrive, send them the mail below\n- Podcast Index: search for the show; if it has the old "
             "address, write to info@podcastindex.org\nWhere one asks whether the show is yours, it mails a code to\n{email}",
             "登録し直すと番組が 2 つになることがあるので、登録はしません。\n・Apple Podcasts Connect: 1 日たっても古いアドレスのままなら、\n"
             "　RSS Feed URL の横の「Edit」で下のアドレスに変えて保存します。\n・Spotify: Spotify for Creators からの転送には自動で切り替わります。\n"
             "　ほかのホストからは、Settings の「Update」です。\n・Amazon Music、YouTube、LISTEN: 次の回が届かなければ、下のメールを\n"
             "　サポートへ送ります（英語の文面は --lang en で出ます）。\n・Podcast Index: 番組を検索し、古いアドレスのままなら\n"
             "　info@podcastindex.org に知らせます。\n本人確認のコードが届くのは、次のアドレスです。\n{email}"},
            {{"email", owner()}});
        made.paste = {to_, say(mail_to_directories, mail_args())};
    }

    void watch() {
        step({"Publish the next episode here, and look for it", "次の回をここから公開し、届いたか確かめる"},
             {"It must arrive in two or three apps that have followed the show for long.",
              "前から番組を登録してある 2〜3 のアプリに届けば成功です。"});
    }

    void tell_listeners() {
        step({"Tell those who listen", "聞いている人に知らせる"},
             {"Most notice nothing. This is for the others:",
              "ほとんどの人は何もしなくて大丈夫です。それ以外の人のために知らせます。"})
            .paste = {say(
            {"\"{title}\" has moved. Most apps follow by themselves. If no new episode arrives within a week, follow the show "
             "at this address instead of the old one: {to}",
             "「{title}」の配信場所が変わりました。ほとんどのアプリは自動で切り替わります。1 週間たっても新しい回が届かないときは、古いほうの"
             "登録を外して、次のアドレスを入れてください。\n{to}"},
            {{"title", show_.title}, {"to", to_}})};
    }

    void keep() {
        step({"Keep the old account", "古いアカウントを残す"},
             can_redirect()
                 ? Text{"Do not delete it yet: the redirect may end with it. Leave the redirect and new_feed_url for at least "
                        "four weeks, better for good: some apps look seldom.",
                        "古いアカウントは、まだ消さないでください。転送も止まることが\nあります。転送（301）と new_feed_url は、少なくとも 4 週間、\n"
                        "できればずっと残します。めったに確認しないアプリもあるからです。"}
                 : Text{"Leave the old feed's file for good, and new_feed_url for at least four weeks: some apps look seldom.",
                        "古いフィードのファイルはずっと、new_feed_url は少なくとも 4 週間\n残します。めったに確認しないアプリもあるからです。"});
    }

    void lock() {
        MoveStep& made = step(
            {"When the move is over, lock the show", "引っ越しが終わったら、番組をロックする"},
            {"Then no other host imports it.", "ほかのホストが取り込めなくなります。"});
        made.done = show_.locked;
        if (made.done) return;
        made.text += say({" Change \"locked = false\" in show.toml to:", "\nshow.toml の locked = false を次のように書き換えます。"});
        made.paste = {"locked = true"};
    }
    // clang-format on

    const model::Show& show_;
    const MoveOptions& options_;
    const OldHost* host_;
    std::string to_;
    std::vector<MoveStep> steps_;
};

}  // namespace

std::vector<MoveStep> steps_of_move(const model::Show& show, const MoveOptions& options) {
    return Move(show, options).steps();
}

}  // namespace cityfm::cli
