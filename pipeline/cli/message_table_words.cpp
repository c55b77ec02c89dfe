// SPDX-License-Identifier: MIT
#include <array>

#include "pipeline/cli/message_table.h"

namespace cityfm::cli {
namespace {

using core::Code;

constexpr auto words_table = std::to_array<Message>({
    {Code::word_silent, {"silent", "無音"}},
    {Code::word_momentary, {"momentary (400 ms)", "モーメンタリー"}},
    {Code::word_short_term, {"short-term (3 s)", "ショートターム"}},
    {Code::word_target, {"target", "目標"}},
    {Code::word_ceiling, {"ceiling (true peak)", "上限（トゥルーピーク）"}},
    {Code::word_limiter, {"limiter", "リミッター"}},
    {Code::word_about_show,
     {"The show. `cityfm check` says what is wrong here.",
      "番組の設定です。cityfm check で間違いを確かめられます。"}},
    {Code::word_description,
     {"What people ask about living here, and what those who live here answer.",
      "この街の暮らしについて、聞いたこと、答えてもらったことを話す番組です。"}},
    {Code::word_never_change, {"never change it", "変えないでください"}},
    {Code::word_plain_cover,
     {"a plain picture; put your own here, 1400 to 3000 pixels square",
      "仮の絵です。1400〜3000 ピクセルの正方形の絵に替えてください"}},
    {Code::word_about_episode,
     {"One episode. Put the recording beside this file.",
      "1 回分の設定です。録音をこのファイルの隣に置いてください。"}},
    {Code::word_title, {"Title", "タイトル"}},
    {Code::word_sound_formats, {"wav, flac, mp3, m4a, opus …", "wav、flac、mp3、m4a、opus など"}},
    {Code::word_question,
     {"What would you like to know about this town?", "この街について、聞いてみたいことはありますか？"}},
    {Code::word_whose_music, {"whose music, under which licence", "使った音楽と、その利用条件"}},
    {Code::word_guests_agreed, {"who agreed to be heard", "出演者の同意"}},
});

#define CITYFM_CODE_VALUE(name) Code::name,
constexpr auto word_codes = std::to_array<Code>({CITYFM_WORD_CODES(CITYFM_CODE_VALUE)});
#undef CITYFM_CODE_VALUE
static_assert(is_whole(words_table, word_codes),
              "a code of this section has no text here, or not in its place");

}  // namespace

std::span<const Message> messages_with_words() {
    return words_table;
}

}  // namespace cityfm::cli
