#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Show the tags of a finished sound file as independent readers see them.

    readers.py FILE             one JSON object: reader -> field -> value
    readers.py --table FILE...  one Markdown table per file: fields x readers

The readers are ffprobe, exiftool, mediainfo and mutagen, and opusinfo for Opus.
Values are the readers' own text; a field that a reader does not show is absent, and
a field that it shows without text is "". Several values of one field are joined by "; ".

Good to know:
  - exiftool is asked for the MP4 atoms egid and purl with -b, because it hides them otherwise.
  - exiftool 12.57 splits UTF-16 texts of ID3 frames at two zero bytes even where these belong
    to two characters, such as a line break before U+4E00: it shows such a text garbled.
  - Of an MP4's chapters, exiftool and mutagen give those of Nero; mediainfo gives its first
    menu, which is the QuickTime text track where there is one.
  - The text of a LIST/INFO chunk has no declared charset. exiftool and mediainfo take it
    for Latin-1, and that is what is shown here.
  - The parts of an ID3v2.3 date (TYER, TDAT, TIME) are joined by a blank.
"""

import base64
import json
import os
import re
import subprocess
import sys
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

FIELDS = (
    "title title_sort artist artist_sort show show_sort publisher organization genre podcast "
    "media_kind category keywords summary description comment guid feed page date language "
    "copyright license words number season episode_number episode_id replaygain_track_gain "
    "replaygain_track_peak r128_track_gain picture chapters duration_ms"
).split()

# The tables below say what a reader calls a field: names in order of preference, "+" between
# names whose values belong together. Case and underscores do not count (see simplified()).

# Vorbis comments: all readers but mediainfo show (nearly) the names in the file.
VORBIS = {
    "title": "TITLE",
    "title_sort": "TITLESORT",
    "artist": "ARTIST",
    "artist_sort": "ARTISTSORT",
    "show": "ALBUM",
    "show_sort": "ALBUMSORT",
    "publisher": "ALBUMARTIST",
    "organization": "ORGANIZATION",
    "genre": "GENRE",
    "summary": "DESCRIPTION",
    "comment": "COMMENT",
    "guid": "PODCASTGUID",
    "feed": "PODCASTURL",
    "date": "DATE",
    "language": "LANGUAGE",
    "copyright": "COPYRIGHT",
    "license": "LICENSE",
    "words": "LYRICS",
    "number": "TRACKNUMBER track",
    "season": "SEASON",
    "replaygain_track_gain": "REPLAYGAIN_TRACK_GAIN",
    "replaygain_track_peak": "REPLAYGAIN_TRACK_PEAK",
    "r128_track_gain": "R128_TRACK_GAIN",
}

FFPROBE_ID3 = {
    "title": "title",
    "title_sort": "title-sort",
    "artist": "artist",
    "artist_sort": "artist-sort",
    "show": "album",
    "show_sort": "album-sort",
    "publisher": "album_artist",
    "organization": "publisher",
    "genre": "genre",
    "podcast": "PCST",
    "category": "TCAT",
    "keywords": "TKWD IKEY",
    "summary": "TIT3",
    "description": "TDES",
    "comment": "comment",
    "guid": "TGID",
    "feed": "WFED",
    "page": "WOAF",
    "date": "date",
    "language": "language",
    "copyright": "copyright",
    "words": "lyrics",
    "number": "track",
    "season": "disc",
    "replaygain_track_gain": "replaygain_track_gain",
    "replaygain_track_peak": "replaygain_track_peak",
}

FFPROBE_MP4 = {
    "title": "title",
    "title_sort": "sort_name",
    "artist": "artist",
    "artist_sort": "sort_artist",
    "show": "album",
    "show_sort": "sort_album",
    "publisher": "album_artist",
    "genre": "genre",
    "podcast": "podcast",
    "media_kind": "media_type",
    "category": "category",
    "keywords": "keywords",
    "summary": "description",
    "description": "synopsis",
    "comment": "comment",
    "guid": "episode_uid",
    "feed": "purl",
    "date": "date",
    "language": "LANGUAGE",
    "copyright": "copyright",
    "words": "lyrics",
    "number": "track",
    "season": "season_number",
    "episode_number": "episode_sort",
    "episode_id": "episode_id",
    "replaygain_track_gain": "replaygain_track_gain",
    "replaygain_track_peak": "replaygain_track_peak",
}

FFPROBE = {"mp3": FFPROBE_ID3, "wav": FFPROBE_ID3, "m4a": FFPROBE_MP4,
           "opus": VORBIS, "flac": VORBIS}

# exiftool: the name of a tag without its group, save RIFF, the group of LIST/INFO.
EXIFTOOL_ID3 = {
    "title": "Title RIFF:Title",
    "title_sort": "TitleSortOrder",
    "artist": "Artist RIFF:Artist",
    "artist_sort": "PerformerSortOrder",
    "show": "Album RIFF:Product",
    "show_sort": "AlbumSortOrder",
    "publisher": "Band",
    "organization": "Publisher",
    "genre": "Genre RIFF:Genre",
    "podcast": "Podcast",
    "category": "PodcastCategory",
    "keywords": "PodcastKeywords RIFF:Keywords",
    "summary": "Subtitle",
    "description": "PodcastDescription",
    "comment": "Comment RIFF:Comment",
    "guid": "PodcastID",
    "feed": "PodcastURL",
    "page": "FileURL",
    "date": "Year+Date+Time RIFF:DateCreated",
    "language": "Language RIFF:Language",
    "copyright": "Copyright RIFF:Copyright",
    "words": "Lyrics",
    "number": "Track RIFF:TrackNumber",
    "season": "PartOfSet",
    "replaygain_track_gain": "replaygain_track_gain",
    "replaygain_track_peak": "replaygain_track_peak",
}

EXIFTOOL_MP4 = {
    "title": "Title",
    "title_sort": "SortName",
    "artist": "Artist",
    "artist_sort": "SortArtist",
    "show": "Album",
    "show_sort": "SortAlbum",
    "publisher": "AlbumArtist",
    "genre": "Genre",
    "podcast": "Podcast",
    "media_kind": "MediaType",
    "category": "Category",
    "keywords": "Keyword",
    "summary": "Description",
    "description": "LongDescription",
    "comment": "Comment",
    "guid": "EpisodeGlobalUniqueID",
    "feed": "PodcastURL",
    "date": "ContentCreateDate",
    "language": "LANGUAGE",
    "copyright": "Copyright",
    "words": "Lyrics",
    "number": "TrackNumber",
    "season": "TVSeason",
    "episode_number": "TVEpisode",
    "episode_id": "TVEpisodeID",
    "replaygain_track_gain": "ReplayTrackGain",
    "replaygain_track_peak": "ReplayTrackPeak",
}

EXIFTOOL = {"mp3": EXIFTOOL_ID3, "wav": EXIFTOOL_ID3, "m4a": EXIFTOOL_MP4,
            "opus": VORBIS, "flac": VORBIS}

# The groups in which exiftool shows tags. It calls the sort orders "Unknown" in ID3v2.3.
EXIFTOOL_GROUPS = ("ID3v2_2", "ID3v2_3", "ID3v2_4", "Unknown", "ItemList", "iTunes", "UserData",
                   "Vorbis", "FLAC", "RIFF")

# mediainfo: names common to all formats, then those of MP4 and of Vorbis comments.
MEDIAINFO = {
    "title": "Track Title",
    "title_sort": "Track_Sort Title_Sort",
    "artist": "Performer",
    "artist_sort": "Performer_Sort ARTISTSORT",
    "show": "Album",
    "show_sort": "Album_Sort",
    "publisher": "Album_Performer",
    "organization": "Publisher Producer",
    "genre": "Genre",
    "podcast": "Podcast",
    "media_kind": "ContentType",
    "category": "PodcastCategory Category",
    "keywords": "Keywords Keyword",
    "summary": "Description Track_More Title_More",
    "description": "LongDescription",
    "comment": "Comment",
    "guid": "EpisodeGlobalUniqueID PODCASTGUID",
    "feed": "PodcastURL",
    "page": "Official_audio_file_webpage",
    "date": "Recorded_Date",
    "language": "Language",
    "copyright": "Copyright",
    "license": "TermsOfUse",
    "words": "Lyrics",
    "number": "Track_Position",
    "season": "Season Part_Position",
    "episode_number": "Part",
    "episode_id": "Part_ID",
    "replaygain_track_gain": "replaygain_track_gain ReplayGain_Gain",
    "replaygain_track_peak": "replaygain_track_peak ReplayGain_Peak",
    "r128_track_gain": "R128_TRACK_GAIN",
}

MUTAGEN_ID3 = {
    "title": "TIT2",
    "title_sort": "TSOT",
    "artist": "TPE1",
    "artist_sort": "TSOP",
    "show": "TALB",
    "show_sort": "TSOA",
    "publisher": "TPE2",
    "organization": "TPUB",
    "genre": "TCON",
    "podcast": "PCST",
    "category": "TCAT",
    "keywords": "TKWD",
    "summary": "TIT3",
    "description": "TDES",
    "comment": "COMM",
    "guid": "TGID",
    "feed": "WFED",
    "page": "WOAF",
    "date": "TYER+TDAT+TIME TDRC",
    "language": "TLAN",
    "copyright": "TCOP",
    "words": "USLT",
    "number": "TRCK",
    "season": "TPOS",
    "replaygain_track_gain": "TXXX:replaygain_track_gain",
    "replaygain_track_peak": "TXXX:replaygain_track_peak",
}

MUTAGEN_MP4 = {
    "title": "©nam",
    "title_sort": "sonm",
    "artist": "©ART",
    "artist_sort": "soar",
    "show": "©alb",
    "show_sort": "soal",
    "publisher": "aART",
    "genre": "©gen",
    "podcast": "pcst",
    "media_kind": "stik",
    "category": "catg",
    "keywords": "keyw",
    "summary": "desc",
    "description": "ldes",
    "comment": "©cmt",
    "guid": "egid",
    "feed": "purl",
    "date": "©day",
    "language": "----:com.apple.iTunes:LANGUAGE",
    "copyright": "cprt",
    "words": "©lyr",
    "number": "trkn",
    "season": "tvsn",
    "episode_number": "tves",
    "episode_id": "tven",
    "replaygain_track_gain": "----:com.apple.iTunes:replaygain_track_gain",
    "replaygain_track_peak": "----:com.apple.iTunes:replaygain_track_peak",
}


class Failure(Exception):
    """Something the user should read instead of a traceback."""


# ---------------------------------------------------------------- helpers

def run(*command):
    """What a program prints."""
    try:
        done = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except FileNotFoundError:
        raise Failure(f"{command[0]} is not installed") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise Failure(f"{command[0]} failed: {said}")
    return done.stdout.decode("utf-8", "replace")


def run_json(*command):
    """The JSON a program prints, its numbers left as they are written."""
    return json.loads(run(*command), strict=False, parse_int=str, parse_float=str)


def simplified(name):
    """A name without case and underscores, nor the language of a comment or of lyrics."""
    return re.sub(r"^(comment|lyrics)-[a-z]{3}$", r"\1", name.lower().replace("_", ""))


def as_text(value):
    """A single value or a list of values as one text."""
    if isinstance(value, (list, tuple)):
        return "; ".join(as_text(one) for one in value)
    return value if isinstance(value, str) else str(value)


def pick(shown, table):
    """The fields of a table for which a reader shows something."""
    raw = {}
    for name, value in shown.items():
        raw.setdefault(simplified(name), []).append(as_text(value))
    fields = {}
    for field, names in table.items():
        for choice in names.split():
            parts = [simplified(part) for part in choice.split("+")]
            values = [as_text(raw[part]) for part in parts if part in raw]
            if values:
                fields[field] = " ".join(values)
                break
    return fields


def told(**values):
    """The values which a reader gives."""
    return {name: value for name, value in values.items() if value is not None}


def whole(text):
    """A number given as text, or None."""
    return None if text is None else int(text)


def milliseconds(seconds):
    """A time in seconds, number or text, as whole milliseconds."""
    if seconds is None:
        return None
    return int(Decimal(str(seconds)).scaleb(3).to_integral_value(ROUND_HALF_UP))


def clock_ms(clock):
    """hours:minutes:seconds.fraction as whole milliseconds."""
    hours, minutes, seconds = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * 60000 + milliseconds(seconds)


def picture_format(name):
    """image/jpeg, JPEG or mjpeg as jpeg; likewise png."""
    return None if name is None else name.lower().replace("image/", "").replace("mjpeg", "jpeg")


def picture_type(kind):
    """The front cover as "cover", any other type as the reader gives it."""
    return "cover" if kind in (3, "Cover (front)", "Front Cover") else kind


def binary_size(text):
    """The number of bytes in exiftool's "(Binary data 12 bytes, ...)"."""
    size = re.match(r"\(Binary data (\d+) bytes", text)
    return int(size[1]) if size else None


def comment_chapters(comments):
    """The chapters in the comments CHAPTER000, CHAPTER000NAME and CHAPTER000URL."""
    raw = {name.lower(): as_text(value) for name, value in comments.items()}
    return [told(start_ms=clock_ms(raw[name]), title=raw.get(name + "name"),
                 url=raw.get(name + "url"))
            for name in raw if re.fullmatch(r"chapter\d+", name)]


def finished(fields, picture=None, chapters=(), duration_ms=None):
    """A reader's answer: its text fields and what else it found."""
    if picture is not None:
        fields["picture"] = picture
    if chapters:
        fields["chapters"] = sorted(chapters, key=lambda chapter: chapter["start_ms"])
    if duration_ms is not None:
        fields["duration_ms"] = duration_ms
    return fields


# ---------------------------------------------------------------- readers

def ffprobe(path, kind):
    """What ffprobe shows. The tags of Opus are those of its audio stream."""
    shown = run_json("ffprobe", "-v", "error", "-show_chapters", "-show_format", "-show_streams",
                     "-of", "json", path)
    audio = next((one for one in shown["streams"] if one["codec_type"] == "audio"), {})
    tags = (audio if kind == "opus" else shown["format"]).get("tags", {})
    links = {name.lower(): url for name, url in tags.items()}
    chapters = []
    for chapter in shown["chapters"]:
        chapters.append(told(start_ms=milliseconds(chapter["start_time"]),
                             end_ms=milliseconds(chapter["end_time"]),
                             title=chapter.get("tags", {}).get("title"),
                             url=links.get(f"chapter{int(chapter['id']):03}url")))
    picture = None
    for stream in shown["streams"]:
        if stream["disposition"]["attached_pic"] == "1" and picture is None:
            picture = told(format=picture_format(stream["codec_name"]),
                           width=whole(stream.get("width")), height=whole(stream.get("height")),
                           type=picture_type(stream.get("tags", {}).get("comment")))
    return finished(pick(tags, FFPROBE[kind]), picture, chapters,
                    milliseconds(shown["format"].get("duration")))


def exiftool(path, kind):
    """What exiftool shows."""
    tags = run_json("exiftool", "-a", "-G1:4", "-j", "-api", "largefilesupport=1", path)[0]
    more = run_json("exiftool", "-j", "-b", "-Duration#", "-ItemList:EpisodeGlobalUniqueID",
                    "-ItemList:PodcastURL", path)[0]
    shown = {}
    for key, value in tags.items():
        group, _, name = key.partition(":")
        name = name.rpartition(":")[2]  # without Copy1:
        if name == "UserDefinedText" and value.startswith("("):
            name, _, value = value[1:].partition(") ")
        if group in EXIFTOOL_GROUPS:
            name = "RIFF:" + name if group == "RIFF" else name
            shown.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    shown.update((name, [value]) for name, value in more.items() if name in shown)
    first = {name: values[0] for name, values in shown.items()}
    data = first.get("Picture", first.get("CoverArt"))
    picture = None
    if data is not None:
        picture = told(format=picture_format(first.get("PictureMIMEType")),
                       bytes=binary_size(data), width=whole(first.get("PictureWidth")),
                       height=whole(first.get("PictureHeight")),
                       type=picture_type(first.get("PictureType")))
    chapters = comment_chapters(first)
    for entry in shown.get("ChapterList", []):
        clock, title = re.fullmatch(r"\[([\d:.]+)\] ?(.*)", entry, re.DOTALL).groups()
        chapters.append(told(start_ms=clock_ms(clock), title=title))
    return finished(pick(shown, EXIFTOOL[kind]), picture, chapters,
                    milliseconds(more.get("Duration")))


def mediainfo(path, _kind):
    """What mediainfo shows."""
    tracks = {}
    for track in (run_json("mediainfo", "--Output=JSON", path)["media"] or {}).get("track", []):
        tracks.setdefault(track["@type"], track)  # the first of each type
    general, audio = tracks.get("General", {}), tracks.get("Audio", {})
    shown = {**general, **general.get("extra", {})}
    for name in ("Language", "ReplayGain_Gain", "ReplayGain_Peak"):
        if name in audio:
            shown.setdefault(name, audio[name])
    picture = None
    if "Cover" in general or "Image" in tracks:
        image = tracks.get("Image", {})
        picture = told(format=picture_format(image.get("Format", general.get("Cover_Mime"))),
                       bytes=whole(image.get("StreamSize")), width=whole(image.get("Width")),
                       height=whole(image.get("Height")),
                       type=picture_type(general.get("Cover_Type")))
    chapters = []
    for name, title in tracks.get("Menu", {}).get("extra", {}).items():
        clock = re.fullmatch(r"_(\d+)_(\d\d)_(\d\d)_(\d\d\d)", name)
        if clock:
            chapters.append(told(start_ms=clock_ms("{}:{}:{}.{}".format(*clock.groups())),
                                 title=as_text(title)))
    return finished(pick(shown, MEDIAINFO), picture, chapters,
                    milliseconds(general.get("Duration")))


def mutagen(path, kind):
    """What mutagen shows."""
    try:
        import mutagen as library
        from mutagen import flac, id3, mp3, mp4, oggopus, wave
    except ImportError:
        raise Failure("mutagen is not installed") from None
    try:
        if kind == "mp3":
            return mutagen_id3(id3.ID3(path, translate=False), mp3.MP3(path).info)
        if kind == "wav":
            sound = wave.WAVE(path, translate=False)
            return mutagen_id3(sound.tags, sound.info)
        if kind == "m4a":
            return mutagen_mp4(mp4.MP4(path))
        if kind == "opus":
            sound = oggopus.OggOpus(path)
            return mutagen_vorbis(sound, [flac.Picture(base64.b64decode(block)) for block in
                                          sound.get("metadata_block_picture", [])])
        sound = flac.FLAC(path)
        return mutagen_vorbis(sound, sound.pictures)
    except library.MutagenError as error:
        raise Failure(f"mutagen failed: {error}") from None


def mutagen_id3(tags, info):
    """mutagen's ID3 frames; a web frame has a url, PCST a value, all others a text."""
    frames = tags.values() if tags is not None else []
    shown, picture, chapters = {}, None, []
    for frame in frames:
        name = frame.FrameID
        if name == "CHAP":
            parts = frame.sub_frames
            link = next(iter(parts.getall("WXXX")), None)
            chapters.append(told(start_ms=frame.start_time, end_ms=frame.end_time,
                                 title=as_text(parts["TIT2"].text) if "TIT2" in parts else None,
                                 url=link.url if link else None,
                                 has_picture=True if parts.getall("APIC") else None))
        elif name == "APIC":
            picture = picture or told(format=picture_format(frame.mime), bytes=len(frame.data),
                                      type=picture_type(int(frame.type)))
        else:
            if name == "TXXX":
                name = "TXXX:" + frame.desc
            for attribute in ("text", "url", "value"):
                if hasattr(frame, attribute):
                    shown.setdefault(name, []).append(getattr(frame, attribute))
                    break
    return finished(pick(shown, MUTAGEN_ID3), picture, chapters, milliseconds(info.length))


def mutagen_mp4(sound):
    """mutagen's MP4 atoms; its chapters are those of Nero."""
    def shown(value):
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        if isinstance(value, tuple):  # a number and how many there are, 0 for unknown
            return "/".join(str(part) for part in value if part)
        return str(int(value)) if isinstance(value, bool) else str(value)

    picture, atoms = None, {}
    for name, values in (sound.tags or {}).items():
        if name == "covr":
            kinds = {values[0].FORMAT_JPEG: "jpeg", values[0].FORMAT_PNG: "png"}
            picture = told(format=kinds.get(values[0].imageformat), bytes=len(values[0]))
        else:
            atoms[name] = [shown(one) for one in (values if isinstance(values, list) else [values])]
    chapters = [told(start_ms=milliseconds(chapter.start), title=chapter.title)
                for chapter in sound.chapters or []]
    return finished(pick(atoms, MUTAGEN_MP4), picture, chapters, milliseconds(sound.info.length))


def mutagen_vorbis(sound, pictures):
    """mutagen's Vorbis comments."""
    comments = dict(sound.tags or {})
    picture = None
    if pictures:
        first = pictures[0]
        picture = told(format=picture_format(first.mime), bytes=len(first.data), width=first.width,
                       height=first.height, type=picture_type(int(first.type)))
    return finished(pick(comments, VORBIS), picture, comment_chapters(comments),
                    milliseconds(sound.info.length))


def opusinfo(path, _kind):
    """What opusinfo shows: a tab before each comment, none before the further lines of one."""
    shown = run("opusinfo", path)
    section = shown.partition("User comments section follows...\n")[2]
    section = section.rpartition("\nOpus stream ")[0]
    comments = {}
    for name, value in re.findall(r"^\t([ -<>-}]+)=(.*(?:\n(?!\t[ -<>-}]+=).*)*)", section, re.M):
        comments.setdefault(name.upper(), []).append(value)
    picture = None
    if "METADATA_BLOCK_PICTURE" in comments:
        kind, mime, _, width, height, size = re.fullmatch(
            r"(\d+)\|(.*?)\|(.*)\|(\d+)x(\d+)x.*<(\d+) bytes of image data>",
            comments["METADATA_BLOCK_PICTURE"][0], re.DOTALL).groups()
        picture = told(format=picture_format(mime), bytes=int(size), width=int(width),
                       height=int(height), type=picture_type(int(kind)))
    length = re.search(r"^\tPlayback length: (\d+)m:([\d.]+)s", shown, re.M)
    duration = clock_ms(f"0:{length[1]}:{length[2]}") if length else None
    return finished(pick(comments, VORBIS), picture, comment_chapters(comments), duration)


def readings(path):
    """All readers' answers for a file."""
    kind = os.path.splitext(path)[1].lower().lstrip(".")
    if kind not in FFPROBE:
        raise Failure(f"{path}: not one of {', '.join(FFPROBE)}")
    if not os.path.isfile(path):
        raise Failure(f"{path}: no such file")
    readers = [ffprobe, exiftool, mediainfo, mutagen] + ([opusinfo] if kind == "opus" else [])
    return {reader.__name__: reader(path, kind) for reader in readers}


# ---------------------------------------------------------------- table

def cell(field, value, longest=24):
    """A value as the text of a table's cell."""
    if value is None:
        return "–"
    if field == "picture":
        size = f"{value['width']}×{value['height']}" if "width" in value else None
        count = f"{value['bytes']} bytes" if "bytes" in value else None
        parts = (value.get("format"), size, count, value.get("type"))
        return " ".join(str(part) for part in parts if part is not None) or "there"
    if field == "chapters":
        end = value[-1].get("end_ms", "")
        extras = [f", {sum(key in chapter for chapter in value)} {plural}"
                  for key, plural in (("url", "links"), ("has_picture", "pictures"))
                  if any(key in chapter for chapter in value)]
        return f"{len(value)}: {value[0]['start_ms']}–{end}" + "".join(extras)
    text = str(value)
    if len(text) > longest:
        text = text[:longest - 1] + "…"
    text = text.replace("\r", "").replace("\n", "⏎").replace("|", "∣")
    text = "".join("·" if unicodedata.category(one) == "Cc" else one for one in text)
    return text or "(empty)"


def table(path):
    """A Markdown table of all readers' answers for a file."""
    found = readings(path)
    rows = [[os.path.basename(path).replace("|", "∣"), *found], ["---"] * (len(found) + 1)]
    for field in FIELDS:
        rows.append([field] + [cell(field, fields.get(field)) for fields in found.values()])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main(arguments):
    """The command line."""
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        if len(arguments) >= 2 and arguments[0] == "--table":
            print("\n\n".join(table(path) for path in arguments[1:]))
        elif len(arguments) == 1 and not arguments[0].startswith("-"):
            print(json.dumps(readings(arguments[0]), ensure_ascii=False, indent=1))
        else:
            raise Failure("usage: readers.py FILE | readers.py --table FILE...")
    except Failure as failure:
        print(f"readers.py: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
