"""What a person does with the page: finds things by what they are called, never by how they are built."""

import re

from playwright.sync_api import expect


class Person:
    def __init__(self, page):
        self.page = page

    # Writing

    @property
    def composer(self):
        return self.page.get_by_role("textbox", name="Message")

    @property
    def send(self):
        return self.page.get_by_role("button", name="Send", exact=True)

    @property
    def stop(self):
        return self.page.get_by_role("button", name="Stop the answer")

    def ask(self, question):
        self.composer.fill(question)
        self.composer.press("Enter")
        expect(self.composer).to_have_value("")

    # Reading

    @property
    def thread(self):
        return self.page.get_by_role("region", name="Conversation")

    @property
    def questions(self):
        return self.thread.get_by_role("article", name=re.compile("^You"))

    @property
    def answers(self):
        return self.thread.get_by_role("article", name=re.compile("^Answer"))

    def sees(self, text, **options):
        expect(self.thread).to_contain_text(text, **options)

    def sees_finished(self, **options):
        expect(self.stop).to_have_count(0, **options)

    def is_answered(self, vendor, question, answer):
        """Asks, and sees all of what the vendor says. Gives the vendor's call."""
        self.ask(question)
        call = vendor.answer(answer)
        self.sees(answer)
        self.sees_finished()
        return call

    @property
    def jump(self):
        return self.page.get_by_role("button", name=re.compile("Newest|Follow the answer"))

    # Chats

    @property
    def chats(self):
        return self.page.get_by_role("navigation", name="Chats")

    @property
    def search(self):
        return self.page.get_by_role("searchbox", name="Search chats")

    @property
    def new_chat(self):
        return self.page.get_by_role("button", name="New chat")

    def open_menu(self, title):
        """The menu of a chat in the list."""
        self.chats.get_by_role("listitem").filter(has_text=title).hover()
        self.chats.get_by_role("button", name=f"Actions for {title}").click()

    def chat(self, title):
        return self.chats.get_by_role("link", name=title)

    # The network

    @property
    def connection(self):
        return self.page.get_by_role("status", name=re.compile("^Connection:"))
