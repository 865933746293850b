"""A real SMTP server for the tests: python3 smtp_server.py PORT ANSWER [CERTIFICATE KEY [USER PASSWORD]]

What it answers to recipients, "take" or a code with words ("451 4.3.0 later"), a line on standard input changes. On standard output it says its port, and then what it was asked: lines of JSON. With a certificate it offers STARTTLS; with a user it wants him signed in.
"""

import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(**line):
    print(json.dumps(line), flush=True)


class Takes:
    def __init__(self, answer):
        self.answer = answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer != "take":
            say(refused=address, answer=self.answer)
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.original_content, policy=email.policy.SMTPUTF8)
        say(mail=True, encrypted=session.ssl is not None, signed_in=bool(session.authenticated), sender=envelope.mail_from,
            recipients=envelope.rcpt_tos, subject=letter["Subject"], to=letter["To"], cc=letter["Cc"], id=letter["Message-ID"],
            body=letter.get_content(), defects=[str(one) for one in letter.defects],
            raw=base64.b64encode(envelope.original_content).decode())
        return "250 OK"


def main(port, answer, certificate=None, key=None, user=None, password=None):
    takes = Takes(answer)
    more = {"enable_SMTPUTF8": True}
    if certificate:
        more["tls_context"] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        more["tls_context"].load_cert_chain(certificate, key)
    if user:
        def look(server, session, envelope, mechanism, data):
            return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()), handled=False)
        more.update(authenticator=look, auth_required=True, auth_require_tls=True)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(lambda: SMTP(takes, hostname="mail.example", loop=loop, **more), "127.0.0.1", int(port)))
    say(port=server.sockets[0].getsockname()[1])

    def heard():
        line = sys.stdin.readline()
        if not line:
            loop.stop()
        else:
            takes.answer = line.strip()
            say(answers=takes.answer)

    loop.add_reader(sys.stdin, heard)
    loop.run_forever()


main(*sys.argv[1:])
