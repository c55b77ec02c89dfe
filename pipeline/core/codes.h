// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

// Every finding, error, context and remark that users can meet, by the room that says it.
// Each has its text, in English and in Japanese, in the message tables of pipeline/cli, section by section.
// clang-format off

// What goes wrong with a run: files, processes, the command line, folders.
#define CITYFM_RUN_CODES(X)                                                                                 \
    /* files and processes */                                                                               \
    X(cannot_read) X(cannot_write) X(disk_full) X(no_permission) X(not_found) X(file_too_large)             \
    X(disk_too_small) X(memory_too_small)                                                                   \
    X(interrupted) X(locked) X(library_failed) X(unexpected) X(not_a_plain_file) X(link_in_the_way)         \
    /* command line and folders */                                                                          \
    X(wrong_use) X(unknown_argument) X(missing_argument) X(missing_value) X(bad_number) X(bad_time)         \
    X(must_be_told) X(no_show_here) X(no_such_episode) X(never_built) X(no_such_target) X(bad_now)          \
    X(bad_folder_name) X(already_there) X(one_file_to_plot) X(no_such_feed) X(one_feed_to_file)             \
    X(folder_not_empty) X(other_show_there) X(no_such_channel) X(package_missing) X(bad_clock)              \
    X(now_is_another_day) X(clock_wrong) X(show_of_another)

// What is found in the show's files.
#define CITYFM_SHOW_CODES(X)                                                                                \
    /* the show's files */                                                                                  \
    X(toml_syntax) X(json_syntax) X(unknown_key) X(missing_key) X(wrong_type) X(wrong_choice)               \
    X(too_long) X(too_short) X(too_few) X(too_many) X(too_small) X(too_large) X(bad_date)                   \
    X(bad_duration) X(bad_address) X(bad_zone) X(bad_language) X(bad_guid) X(bad_start)                     \
    X(path_leaves_show) X(file_missing) X(bad_artwork) X(artwork_size) X(artwork_not_square)                \
    X(artwork_colour) X(artwork_cmyk) X(artwork_heavy) X(unknown_category) X(duplicate_number)              \
    X(duplicate_guid) X(duplicate_id) X(unknown_person) X(unknown_preset) X(no_question) X(no_show_guid)    \
    X(guid_changed) X(secret_in_file) X(no_episodes) X(no_audio) X(newer_release) X(bad_encoding)           \
    X(read_as_encoding) X(bad_transcript) X(cue_backwards) X(cues_overlap) X(transcript_past_end)           \
    X(bad_chapters) X(chapter_without_title) X(chapter_hidden) X(chapters_not_ascending)                    \
    X(chapters_not_from_zero) X(chapter_past_end) X(music_not_stated) X(consent_not_stated)                 \
    X(recording_enters_git) X(example_address) X(fix_first) X(bad_record) X(path_hidden)                    \
    X(recording_too_long) X(episode_not_ready) X(episode_broken) X(episode_kept)                            \
    /* its feeds */                                                                                         \
    X(no_feed_guid) X(duplicate_feed) X(unknown_rendition) X(hub_without_target) X(soundbite_past_end)      \
    X(bad_foreign) X(foreign_is_ours)                                                                       \
    /* its channels */                                                                                      \
    X(key_not_used) X(unknown_slot) X(bad_quiet) X(bad_clear_address) X(secret_inside_show)                 \
    X(quiet_all_day) X(env_is_secret)

// What is found in a recording, or in any other sound file.
#define CITYFM_SOUND_CODES(X)                                                                               \
    X(file_empty) X(not_sound) X(unreadable_sound) X(no_sound_in_it) X(sound_ends_early)                    \
    X(sound_damaged) X(sound_not_numbers) X(sound_too_short) X(silent) X(format_not_read)                   \
    X(packed_sound) X(project_not_sound) X(page_not_sound) X(playlist_not_sound) X(protected_sound)         \
    X(track_taken) X(track_not_read) X(no_such_track) X(channel_dead) X(channel_dead_kept)                  \
    X(channel_inverted) X(channel_turned) X(fix_needs_two_channels) X(sound_has_dc) X(sound_clips)          \
    X(silent_start) X(silent_end) X(voices_far_apart) X(peaks_far_above) X(too_far_below_peaks)

// What work is done, why, and what goes wrong with it: building, inspecting, publishing, announcing.
#define CITYFM_WORK_CODES(X)                                                                                \
    /* building */                                                                                          \
    X(listening) X(assembling) X(mastering) X(encoding) X(packaging) X(fetching) X(downloading) X(in_episode)            \
    X(target_not_reached)                                                                                   \
    X(peak_over_ceiling) X(encoder_missing) X(limiter_over_cap) X(frames_lost) X(tags_not_written)          \
    X(stream_changed) X(limiter_works_hard) X(short_peaks_limited) X(retag_kept) X(preset_kept) X(recording_absent)                \
    X(because_never_made) X(because_in_store) X(because_not_needed) X(because_released)                     \
    X(because_recording_changed) X(because_preset_changed) X(because_tags_changed) X(because_asked)         \
    X(because_file_lost) X(because_imported) X(because_reading_changed) X(release_lost)                     \
    /* inspecting a finished file */                                                                        \
    X(misses_field) X(misses_picture) X(picture_unreadable) X(misses_chapters) X(misses_loudness)           \
    X(misses_length) X(index_behind_sound) X(long_frames_in_v24) X(contents_loop) X(tags_misstate_encoding) \
    /* publishing and announcing */                                                                         \
    X(put_not_whole) X(unsafe_target_path) X(channel_refused) X(secret_not_set) X(bad_secret)               \
    X(intent_not_committed) X(no_such_announcement) X(outcome_unknown) X(not_public_yet) X(ledger_broken)   \
    X(ledger_newer) X(http_failed) X(address_refused) X(secret_file_open) X(secret_refused)                 \
    X(scope_missing) X(channel_not_found) X(channel_not_joined) X(channel_archived) X(quota_used_up)        \
    X(still_refused) X(put_off) X(outcome_open) X(picture_left_out) X(program_failed)                       \
    X(cannot_edit) X(bytes_differ) X(object_damaged) X(position_removed) X(secret_file_foreign)             \
    X(target_in_show) X(not_announcements) X(release_unreachable) X(another_run_sends)                      \
    X(intent_left_uncommitted) X(intent_not_pushed) X(intent_lost) X(commit_too_slow) X(ledger_lost_lines) X(git_cannot_say) X(sent_too_late)      \
    X(time_has_passed) X(published_date_moved) X(ledger_other_key) X(ledger_not_merged)                    \
    X(announcement_forgotten)                                                                               \
    /* two meters */                                                                                        \
    X(meters_disagree)

// What is found in a feed, ours or another's.
#define CITYFM_FEED_CODES(X)                                                                                \
    /* as a document */                                                                                     \
    X(not_a_feed) X(not_well_formed) X(not_closed) X(misplaced_markup) X(text_before_declaration)           \
    X(bare_ampersand) X(undefined_entity) X(declared_entity) X(nested_too_deep) X(unbound_prefix)           \
    X(control_character) X(wrong_encoding) X(other_encoding) X(old_namespace) X(wrong_namespace)            \
    /* tags */                                                                                              \
    X(tag_missing) X(tag_recommended) X(tag_empty) X(tag_repeated) X(tag_obsolete) X(tag_too_long)          \
    X(attribute_missing) X(unescaped_markup) X(more_of_these)                                               \
    /* values */                                                                                            \
    X(not_a_language) X(old_category) X(not_a_boolean) X(old_boolean) X(not_a_word) X(not_an_address)       \
    X(address_not_ascii) X(not_a_mail_address) X(picture_extension) X(not_a_date) X(wrong_weekday)          \
    X(zone_by_name) X(not_a_count) X(not_seconds) X(duration_with_colons) X(not_a_place) X(not_a_rule)      \
    X(not_integrity) X(odd_blanks) X(markup_not_shown) X(self_elsewhere) X(moved_elsewhere)                 \
    /* items */                                                                                             \
    X(no_items) X(newest_not_first) X(in_the_future) X(build_date_differs) X(guid_repeated)                 \
    X(guid_is_no_link) X(enclosure_repeated) X(bad_length) X(not_sound_type) X(type_differs)                \
    X(resource_type) X(bad_chapter_list) X(bad_soundbite)                                                   \
    /* as it is served */                                                                                   \
    X(not_served) X(served_length) X(served_type) X(no_head) X(no_byte_ranges) X(no_not_modified)           \
    X(many_hops) X(no_cors) X(served_picture) X(served_text)                                                \
    /* against the one before it */                                                                         \
    X(item_lost) X(item_guid_changed) X(other_bytes) X(enclosure_moved) X(feed_guid_changed)                \
    X(nothing_to_compare) X(feed_left_behind) X(hub_refused) X(item_new) X(permalink_changed)               \
    X(date_changed) X(order_changed) X(title_changed) X(picture_changed) X(enclosure_gone)                  \
    /* as it is brought in from elsewhere */                                                                \
    X(item_without_sound) X(item_twice) X(value_missing) X(value_left_out) X(value_shortened)               \
    X(kept_foreign) X(picture_not_taken) X(feed_goes_on) X(length_differs) X(not_downloaded)                \
    X(feed_not_read) X(feed_cut) X(feed_loops) X(live_feed_unknown) X(second_feed) X(live_feed_not_asked) \
    X(feed_shortened)

// What use cases tell while they work, and what their results say.
#define CITYFM_TALK_CODES(X)                                                                                \
    X(uploading) X(asking) X(measuring) X(loudness_drawn) X(nothing_made) X(due_later) X(copied_to_hear)    \
    X(no_target_named) X(to_be_published) X(published) X(announced) X(found_again) X(post_edited)           \
    X(post_deleted_there) X(waits_until) X(announced_by_ci) X(announced_by_host) X(nothing_announced)       \
    X(outcomes_not_committed)                                                                               \
    X(announce_late) X(post_taken_back) X(post_not_taken_back) X(counts_as_sent) X(counts_as_not_sent)      \
    X(feed_empty) X(feed_not_whole) X(no_feed_there) X(pages_never_end) X(page_missing)                     \
    X(page_of_another_feed) X(feed_of_another_show) X(picture_not_public) X(errors_in_show)                 \
    X(install_package) X(next_new_show) X(next_check) X(next_new_episode) X(next_first_run) X(next_build)   \
    X(next_run)

// Words in what is drawn and written for people: pictures of loudness, new files.
#define CITYFM_WORD_CODES(X)                                                                                \
    X(word_silent) X(word_momentary) X(word_short_term) X(word_target) X(word_ceiling) X(word_limiter)      \
    X(word_about_show) X(word_description) X(word_never_change) X(word_plain_cover) X(word_about_episode)   \
    X(word_title) X(word_sound_formats) X(word_question) X(word_whose_music) X(word_guests_agreed)

// The steps of a move from another host.
#define CITYFM_MOVE_CODES(X)                                                                                \
    X(move_redirect_spotify) X(move_mind_spotify) X(move_redirect_podbean) X(move_redirect_libsyn)          \
    X(move_redirect_simplecast) X(move_no_redirects_github) X(move_redirect_elsewhere)                      \
    X(move_redirect_only_then) X(move_mail_to_host) X(move_mail_to_directories) X(move_old_address)         \
    X(move_owner_first) X(move_decide) X(move_decided) X(move_undecided) X(move_prepare)                    \
    X(move_prepare_how) X(move_keep_copy) X(move_fill_in) X(move_bring) X(move_bring_nothing)               \
    X(move_bring_sound) X(move_bring_done) X(move_name) X(move_name_why) X(move_name_how) X(move_publish)   \
    X(move_publish_first) X(move_publish_yourself) X(move_compare) X(move_compare_how) X(move_redirect)     \
    X(move_point) X(move_directories) X(move_directories_how) X(move_watch) X(move_watch_how) X(move_tell)  \
    X(move_tell_how) X(move_tell_text) X(move_keep) X(move_keep_redirect) X(move_keep_file) X(move_lock)    \
    X(move_lock_why) X(move_lock_how)

#define CITYFM_CODES(X)                                                                                     \
    CITYFM_RUN_CODES(X) CITYFM_SHOW_CODES(X) CITYFM_SOUND_CODES(X) CITYFM_WORK_CODES(X) CITYFM_FEED_CODES(X) \
    CITYFM_TALK_CODES(X) CITYFM_WORD_CODES(X) CITYFM_MOVE_CODES(X)
// clang-format on

namespace cityfm::core {

/// What a finding or an error is about; its sentence is chosen where it is shown.
enum class Code {
#define CITYFM_CODE_NAME(name) name,
    CITYFM_CODES(CITYFM_CODE_NAME)
#undef CITYFM_CODE_NAME
};

/// The code as users and programs see it: `unknown-key`.
std::string_view name_of(Code code);

/// All codes, in the order of their declaration.
std::span<const Code> all_codes();

}  // namespace cityfm::core
