#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A mail server on 127.0.0.1 for tests: it says what it was given, and fails as it is told to.

    mail_server.py [--auth USER:PASS] [--fault NAME [--times N]]

The first line on stdout is the port. Then each message that the server took, whatever it answered, is one line of JSON:

    from, to       the envelope; to is a list
    headers        name -> list of decoded values, as email.policy.default reads them
    raw_headers    each header as it came, folded, without its last line end
    subject_raw    the value of Subject as it came, folded; null if there is none
    parts          each part that is no multipart: type, charset, encoding, text (null if it is no text)
    defects        what the parser complains of: "where: name: explanation"
    rfc2047        what the headers do against RFC 2047, which the parser lets pass: bytes beyond ASCII, an encoded word
                   over 75 characters or one that is no whole text on its own, a line with one over 76 characters
    max_line       the longest line in bytes, without its line end
    bare_newlines  how many LF without CR
    raw            the whole message in base64, without the dots that SMTP adds
    user           who had logged in; null for nobody

It runs until its stdin closes.

Faults, for the first N messages (1 if not said); the next ones are taken as usual:

    busy                421 at connect
    refuse-recipient    550 at RCPT
    greylist            451 at RCPT
    drop-before-data    closes at DATA
    drop-mid            closes after half of the text (or 512 bytes, if no SIZE came with MAIL); not delivered
    refuse-data         554 after the text; not delivered
    later-data          451 after the text; not delivered
    drop-before-answer  delivers, then closes without an answer
    slow-answer         delivers, then answers after 3 s
    garbage             delivers, then answers no SMTP and closes
    mute                delivers, then answers nothing and keeps the connection
    login-later         454 at AUTH

--auth wants AUTH PLAIN or LOGIN and offers both without TLS; a wrong one gets 535, none gets 530.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import logging
import queue
import quopri
import re
import sys
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

FAULTS = (
    "busy refuse-recipient greylist drop-before-data drop-mid refuse-data later-data "
    "drop-before-answer slow-answer garbage mute login-later"
).split()

GARBAGE = b"<html><body>502 Bad Gateway</body></html>\r\n\x00\x01\xff\r\n"


# Lines for stdout. A test that does not read them yet must not keep the server from answering.
lines = queue.SimpleQueue()


def say(line):
    lines.put(f"{line}\n".encode("utf-8", "backslashreplace"))


def write_lines():
    while (line := lines.get()) is not None:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def raw_headers(raw):
    head = raw.split(b"\r\n\r\n", 1)[0]
    fields = []
    for line in head.decode("utf-8", "surrogateescape").split("\r\n"):
        if line[:1] in (" ", "\t") and fields:
            fields[-1] += "\r\n" + line
        elif line:
            fields.append(line)
    return [field.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace") for field in fields]


ENCODED_WORD = re.compile(r"=\?([^?\s]+)\?([bBqQ])\?([^?\s]*)\?=")


def against_rfc2047(fields):
    found = []
    for field in fields:
        name = field.split(":", 1)[0]
        if not field.isascii():
            found.append(f"{name}: not ASCII")
        for line in field.split("\r\n"):
            if ENCODED_WORD.search(line) and len(line) > 76:
                found.append(f"{name}: line of {len(line)} characters")
        for word in ENCODED_WORD.finditer(field):
            if len(word.group()) > 75:
                found.append(f"{name}: encoded word of {len(word.group())} characters")
            charset, encoding, text = word.groups()
            try:
                if encoding in "bB":
                    content = base64.b64decode(text, validate=True)
                else:
                    content = quopri.decodestring(text.encode(), header=True)
                content.decode(charset)
            except (LookupError, ValueError) as error:
                found.append(f"{name}: {word.group()}: {error}")
    return found


def complaint(where, defect):
    return f"{where}: {type(defect).__name__}: {defect}"


def described(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    headers, parts, defects = {}, [], []
    for name, value in message.items():
        headers.setdefault(name, []).append(str(value))
    for number, part in enumerate(message.walk()):
        where = f"part {number}" if number else "message"
        text = None
        if part.get_content_maintype() == "text":
            try:
                text = part.get_content()
            except (LookupError, ValueError) as error:
                defects.append(f"{where}: {type(error).__name__}: {error}")
        if not part.is_multipart():
            encoding = part.get("Content-Transfer-Encoding")
            parts.append(
                {
                    "type": part.get_content_type(),
                    "charset": part.get_content_charset(),
                    "encoding": str(encoding).lower() if encoding else None,
                    "text": text,
                }
            )
        # After get_content(): decoding finds defects too.
        defects += [complaint(where, defect) for defect in part.defects]
        for name, value in part.items():
            defects += [complaint(f"{where}, {name}", defect) for defect in value.defects]
    fields = raw_headers(raw)
    subjects = [field.split(":", 1)[1].lstrip(" \t") for field in fields if field.lower().startswith("subject:")]
    return {
        "headers": headers,
        "raw_headers": fields,
        "subject_raw": subjects[0] if subjects else None,
        "parts": parts,
        "defects": defects,
        "rfc2047": against_rfc2047(fields),
        "max_line": max(len(line) for line in raw.split(b"\r\n")),
        "bare_newlines": raw.count(b"\n") - raw.count(b"\r\n"),
        "raw": base64.b64encode(raw).decode(),
    }


class Faults:
    def __init__(self, name, times):
        self.name = name
        self.left = times if name else 0

    def take(self):
        """The fault of the next message, which is used up by that, or None."""
        if self.left == 0:
            return None
        self.left -= 1
        return self.name


class Busy(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"421 4.3.2 mail.test: too busy, come back later\r\n")
        transport.close()


class Server(SMTP):
    async def smtp_DATA(self, arg):
        fault = getattr(self.envelope, "fault", None)
        if fault == "drop-before-data":
            self.hang_up()
        if fault == "drop-mid":
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            wanted = self.envelope.size // 2 or 512
            while wanted > 0:
                wanted -= len(await self._reader.readexactly(1))
            self.hang_up()
        await super().smtp_DATA(arg)

    def hang_up(self):
        self.transport.close()
        # Ends the coroutine that serves this connection.
        raise asyncio.CancelledError


class Handler:
    def __init__(self, faults):
        self.faults = faults

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        envelope.fault = self.faults.take()
        sizes = [option[5:] for option in options if option.upper().startswith("SIZE=")]
        envelope.size = int(sizes[0]) if sizes and sizes[0].isdigit() else 0
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if envelope.fault == "refuse-recipient":
            return "550 5.1.1 No such mailbox here"
        if envelope.fault == "greylist":
            return "451 4.7.1 Greylisted, please try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        fault = envelope.fault
        if fault == "refuse-data":
            return "554 5.7.1 This text is not wanted here"
        if fault == "later-data":
            return "451 4.3.0 Cannot take this now, try again later"
        self.deliver(session, envelope)
        if fault == "drop-before-answer":
            server.hang_up()
        if fault == "garbage":
            server.transport.write(GARBAGE)
            server.hang_up()
        if fault == "slow-answer":
            await asyncio.sleep(3)
        if fault == "mute":
            await asyncio.sleep(3600)
        return "250 2.0.0 OK, taken"

    @staticmethod
    def deliver(session, envelope):
        user = getattr(session, "auth_data", None)
        told = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "user": user}
        told.update(described(bytes(envelope.original_content)))
        say(json.dumps(told, ensure_ascii=False))


def authenticator(login, faults):
    user, _, password = login.partition(":")

    def check(server, session, envelope, mechanism, data):
        if faults.name == "login-later" and faults.take():
            return AuthResult(success=False, handled=False, message="454 4.7.0 Temporary authentication failure")
        right = (
            isinstance(data, LoginPassword)
            and data.login == user.encode()
            and data.password == password.encode()
        )
        # handled=False lets the server answer 535 itself.
        return AuthResult(success=right, handled=False, auth_data=user if right else None)

    return check


async def serve(options):
    loop = asyncio.get_running_loop()
    faults = Faults(options.fault, options.times)
    handler = Handler(faults)
    login = {}
    if options.auth:
        login = {
            "auth_required": True,
            "auth_require_tls": False,
            "authenticator": authenticator(options.auth, faults),
        }

    def connection():
        if faults.name == "busy" and faults.take():
            return Busy()
        # Without a hostname it would look for one in the DNS.
        return Server(handler, hostname="mail.test", ident="test", loop=loop, **login)

    server = await loop.create_server(connection, "127.0.0.1", 0)
    say(server.sockets[0].getsockname()[1])

    done = asyncio.Event()

    def wait_for_the_end():
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(done.set)

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    await done.wait()
    server.close()


def main():
    words = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words.add_argument("--auth", metavar="USER:PASS")
    words.add_argument("--fault", choices=FAULTS)
    words.add_argument("--times", type=int, default=1, metavar="N")
    options = words.parse_args()
    # It warns of AUTH without TLS, which is what is wanted here.
    warnings.simplefilter("ignore")
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    writer = threading.Thread(target=write_lines, daemon=True)
    writer.start()
    asyncio.run(serve(options))
    lines.put(None)
    writer.join()


if __name__ == "__main__":
    main()
