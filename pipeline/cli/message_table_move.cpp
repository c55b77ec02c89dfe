// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto move_table = std::to_array<Message>({
    {Code::move_redirect_spotify,
     {"Spotify for Creators, in a browser: Settings > \"Redirect your podcast\". Paste the address below. "
      "Turn subscriptions and listener support off first. It may take up to 7 days.",
      "Spotify for Creators をパソコンのブラウザで開き、Settings（設定）の\n「Redirect your "
      "podcast」に、下のアドレスを貼ります。\nサブスクリプションとリスナーサポートは先に切ります。\n反映に 7 "
      "日ほどかかることがあります。"}},
    {Code::move_mind_spotify,
     {"\nFor the e-mail address: Settings > Availability > \"Add email to RSS feed\". Videos are not in the "
      "feed: save them.",
      "\nメールアドレスは、Settings > Availability の\n「Add email to RSS "
      "feed」です。動画はフィードに入らないので、\n別に保存します。"}},
    {Code::move_redirect_podbean,
     {"Podbean: Settings > Feed > Advanced Feed Settings > \"Redirect to a New Feed\". Paste the address "
      "below.",
      "Podbean の Settings > Feed > Advanced Feed Settings >\n「Redirect to a New "
      "Feed」に、下のアドレスを貼ります。"}},
    {Code::move_redirect_libsyn,
     {"Libsyn: Destinations > Libsyn Classic Feed > Edit > Advanced Options > \"Redirect Feed to this Web "
      "Address\". Paste the address below.",
      "Libsyn の Destinations > Libsyn Classic Feed > Edit >\nAdvanced Options「Redirect Feed to this Web "
      "Address」に、\n下のアドレスを貼ります。"}},
    {Code::move_redirect_simplecast,
     {"Simplecast: your show's settings > Distribution > Advanced Settings > RSS Feed Redirect. Paste the "
      "address below.",
      "Simplecast の番組の設定 > Distribution > Advanced Settings >\nRSS Feed Redirect "
      "に、下のアドレスを貼ります。"}},
    {Code::move_no_redirects_github,
     {"GitHub Pages send no redirects. Put the line below into the channel of the old feed and leave that "
      "file there for good. Only apps and directories that read the line will follow; tell each directory by "
      "hand, too (step 8).",
      "GitHub Pages は転送（301）ができません。下の行を古いフィードの\nchannel "
      "に書いて、そのまま残します。この行を読むアプリや\nサービスだけが切り替わるので、各サービスは手順 8 "
      "で\n1 つずつ変更してください。"}},
    {Code::move_redirect_elsewhere,
     {"Look for \"redirect\" or \"301\" in the old host's settings and paste the address below. Where there "
      "is no such setting, send its support the mail. If the old feed is a file on your own server, put one "
      "of the lines for nginx or Apache into its settings.",
      "古いホストの設定で「redirect」「301」「転送」を探し、下のアドレスを\n貼ります。見つからなければ、下の"
      "メールをサポートに送ります。\n古いフィードが自分のサーバーにあるなら、nginx か Apache "
      "の設定に、\n合うほうの行を書きます。"}},
    {Code::move_redirect_only_then,
     {"\nDo this only after step 6: apps remember it, and it can hardly be undone. The command at the end "
      "must show 301 and, as location, the new address.",
      "\n手順 6 "
      "が済んでから行います。アプリが覚えるので、やり直しは\nほとんどできません。最後のコマンドで「301」と、"
      "「location」に\n新しいアドレスが出れば成功です。"}},
    {Code::move_mail_to_host,
     {"Subject: 301 redirect of our podcast feed\n\nHello,\nour podcast \"{title}\" moves to a new host. "
      "Please redirect its feed for good (HTTP 301),\nfrom {from}\nto   {to}\nand leave it so for as long as "
      "you can, four weeks at least. Thank you.\n{author}",
      "件名: "
      "ポッドキャストのフィードの転送（301）のお願い\n\nお世話になっております。\nポッドキャスト「{title}"
      "」の配信場所を移します。\n次のフィードを恒久的に転送（HTTP 301）してください。\n  旧: {from}\n  新: "
      "{to}\nできるだけ長く、少なくとも 4 "
      "週間はそのままにしてください。\nお手数ですが、よろしくお願いいたします。\n{author}"}},
    {Code::move_mail_to_directories,
     {"Subject: The feed of \"{title}\" has moved\n\nHello,\nthe feed of our podcast \"{title}\" has moved "
      "for good,\nfrom {from}\nto   {to}\nThe guids of all episodes are the same. The show's podcast:guid "
      "is\n{guid}.\nPlease change the address of the existing show. Thank you.\n{author}",
      "件名: "
      "「{title}」のフィードが移転しました\n\nお世話になっております。\nポッドキャスト「{title}"
      "」のフィードが移転しました。\n  旧: {from}\n  新: {to}\n各回の guid は変わりません。番組の "
      "podcast:guid は\n{guid} "
      "です。\n登録済みの番組のアドレスを変更してください。\nお手数ですが、よろしくお願いいたします。\n{"
      "author}"}},
    {Code::move_old_address, {"OLD_FEED_ADDRESS", "古いフィードのアドレス"}},
    {Code::move_owner_first,
     {"Write owner_email into show.toml first!", "先に show.toml に owner_email を書きます。"}},
    {Code::move_decide, {"Decide where the feed will be served", "公開する場所を決める"}},
    {Code::move_decided,
     {"It is the address in show.toml; the new feed is\n{to}",
      "show.toml の address です。新しいフィードは次のアドレスになります。\n{to}"}},
    {Code::move_undecided,
     {"In show.toml, change the line that begins with \"address\" to where public/ will be served, like this "
      "one. Then run cityfm move again: the rest is filled in.",
      "show.toml "
      "の「address」で始まる行を、公開する場所のアドレスに\n書き換えます（行を増やさないでください）。そのあ"
      "と、もう一度\ncityfm move を実行してください。続きの手順にアドレスが入ります。"}},
    {Code::move_prepare,
     {"At the old host, make the feed fit to leave",
      "古いホスト（これまで番組を置いていたサービス）で準備する"}},
    {Code::move_prepare_how,
     {"See that its RSS feed is on and shows every episode, and that it names an e-mail address whose mail "
      "you receive, for codes are sent there:\n{email}\nUnlock it, if it is locked (podcast:locked), and "
      "save your statistics. Publish nothing there from now on.",
      "RSS "
      "フィードが有効で、全部の回が出ているか確かめます。\nフィードには、自分が受信できるメールアドレスを載せ"
      "ておきます。\n本人確認のコードがそこに届きます。\n{email}\nロック（podcast:"
      "locked）があれば外し、再生数などの記録も保存します。\nこれから先、古いホストでは新しい回を出しません"
      "。"}},
    {Code::move_keep_copy, {"\nKeep a copy of the old feed:", "\n古いフィードの写しも残しておきます。"}},
    {Code::move_fill_in,
     {"\nTo have the old address filled in everywhere, run: cityfm move --from https://…",
      "\n古いアドレスは、cityfm move --from https://… で、どの手順にも入ります。"}},
    {Code::move_bring, {"Bring every episode", "全部の回を取り込む"}},
    {Code::move_bring_nothing,
     {"Nothing here was imported. If the old feed has episodes that are not here, import it into a new "
      "folder, and run cityfm move there:",
      "この番組は取り込んだものではありません。古いフィードにしかない回が\nあれば、新しいフォルダに取り込み、"
      "そこで cityfm move を実行して\nください。"}},
    {Code::move_bring_sound,
     {"Episodes imported: {imported}. With their sound still at the old host: {elsewhere}.\nNobody promises "
      "that it stays there. This brings it, and goes on where it was cut:",
      "取り込んだ回は {imported}、音声がまだ古いホストにある回は {elsewhere} "
      "です。\n古いアカウントを閉じた後も残る保証はありません。次のコマンドで\n手元に移します。途中で止まって"
      "も、続きから始まります。"}},
    {Code::move_bring_done,
     {"Episodes imported: {imported}. All their sound is here.",
      "取り込んだ {imported} 回の音声は、全部手元にあります。"}},
    {Code::move_name, {"Let the new feed say where it is", "新しいフィードに、自分のアドレスを書く"}},
    {Code::move_name_why,
     {"itunes:new-feed-url in the new feed points at itself. Apple wants it, together with the redirect, for "
      "at least four weeks.",
      "新しいフィードの itunes:new-feed-url が自分自身を指すようにします。\nApple は、転送（301）と一緒に 4 "
      "週間以上置くよう求めています。"}},
    {Code::move_name_how,
     {"\nIn show.toml, write this below [feed] (and [feed] itself, if it is not there):",
      "\nshow.toml の [feed] の下に、次の行を書きます（[feed] の行がなければ、\nそれも書きます）。"}},
    {Code::move_publish, {"Publish", "公開する"}},
    {Code::move_publish_first,
     {"The new feed and every file it names must be there before anyone is sent to it.",
      "転送を始める前に、新しいフィードと音声を全部公開しておきます。"}},
    {Code::move_publish_yourself,
     {"\nshow.toml has no [[target]]: put what the command leaves in public/ at {address} yourself, and open "
      "the new feed in a browser: it must appear.",
      "\nshow.toml に [[target]] がないので、コマンドの後、public/ "
      "の中身を\n自分で次の場所に置きます。\n{address}"
      "\n置いたら、ブラウザで新しいフィードのアドレスを開いて、出ることを\n確かめます。"}},
    {Code::move_compare, {"Compare", "比べる"}},
    {Code::move_compare_how,
     {"At the end it must say that no app loses an episode or loads one again. Where it says \"error\", mend "
      "that first, and do not go on.",
      "最後に「アプリで消える回も、もう一度ダウンロードされる回も\nありません」と出れば大丈夫です。「エラー」"
      "が出たら、直すまで\n先へ進まないでください。"}},
    {Code::move_redirect, {"Send the listeners on (301)", "古いフィードを転送する（301）"}},
    {Code::move_point, {"Point the old feed to the new one", "古いフィードに新しいアドレスを書く"}},
    {Code::move_directories, {"Look at the directories", "配信サービスを確かめる"}},
    {Code::move_directories_how,
     {"Submit nothing a second time: that can make a second show.\n- Apple Podcasts Connect: where the show "
      "has the old address after a day, Edit beside the RSS feed URL > paste the address below > Save\n- "
      "Spotify: follows by itself from Spotify for Creators; from other hosts, Settings > Update\n- Amazon "
      "Music, YouTube, LISTEN: if the next episode does not arrive, send them the mail below\n- Podcast "
      "Index: search for the show; if it has the old address, write to info@podcastindex.org\nWhere one asks "
      "whether the show is yours, it mails a code to\n{email}",
      "登録し直すと番組が 2 つになることがあるので、登録はしません。\n・Apple Podcasts Connect: 1 "
      "日たっても古いアドレスのままなら、\n　RSS Feed URL "
      "の横の「Edit」で下のアドレスに変えて保存します。\n・Spotify: Spotify for Creators "
      "からの転送には自動で切り替わります。\n　ほかのホストからは、Settings の「Update」です。\n・Amazon "
      "Music、YouTube、LISTEN: 次の回が届かなければ、下のメールを\n　サポートへ送ります（英語の文面は --lang "
      "en で出ます）。\n・Podcast Index: 番組を検索し、古いアドレスのままなら\n　info@podcastindex.org "
      "に知らせます。\n本人確認のコードが届くのは、次のアドレスです。\n{email}"}},
    {Code::move_watch,
     {"Publish the next episode here, and look for it", "次の回をここから公開し、届いたか確かめる"}},
    {Code::move_watch_how,
     {"It must arrive in two or three apps that have followed the show for long.",
      "前から番組を登録してある 2〜3 のアプリに届けば成功です。"}},
    {Code::move_tell, {"Tell those who listen", "聞いている人に知らせる"}},
    {Code::move_tell_how,
     {"Most notice nothing. This is for the others:",
      "ほとんどの人は何もしなくて大丈夫です。それ以外の人のために知らせます。"}},
    {Code::move_tell_text,
     {"\"{title}\" has moved. Most apps follow by themselves. If no new episode arrives within a week, "
      "follow the show at this address instead of the old one: {to}",
      "「{title}」の配信場所が変わりました。ほとんどのアプリは自動で切り替わります。1 "
      "週間たっても新しい回が届かないときは、古いほうの登録を外して、次のアドレスを入れてください。\n{to}"}},
    {Code::move_keep, {"Keep the old account", "古いアカウントを残す"}},
    {Code::move_keep_redirect,
     {"Do not delete it yet: the redirect may end with it. Leave the redirect and new_feed_url for at least "
      "four weeks, better for good: some apps look seldom.",
      "古いアカウントは、まだ消さないでください。転送も止まることが\nあります。転送（301）と new_feed_url "
      "は、少なくとも 4 週間、\nできればずっと残します。めったに確認しないアプリもあるからです。"}},
    {Code::move_keep_file,
     {"Leave the old feed's file for good, and new_feed_url for at least four weeks: some apps look seldom.",
      "古いフィードのファイルはずっと、new_feed_url は少なくとも 4 "
      "週間\n残します。めったに確認しないアプリもあるからです。"}},
    {Code::move_lock, {"When the move is over, lock the show", "引っ越しが終わったら、番組をロックする"}},
    {Code::move_lock_why, {"Then no other host imports it.", "ほかのホストが取り込めなくなります。"}},
    {Code::move_lock_how,
     {" Change \"locked = false\" in show.toml to:",
      "\nshow.toml の locked = false を次のように書き換えます。"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto move_codes = std::to_array<Code>({CITYFM_MOVE_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(move_table, move_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_about_moves() {
    return move_table;
}

}  // namespace cityfm::cli
