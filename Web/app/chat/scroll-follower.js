import { ref } from "../../vendor/vue.js";

const nearEndPixels = 40;

/**
 * Keeps the end of a growing list in sight for a reader who is there, and leaves everybody else where they are.
 * Give it the scrolling element and its content once they are mounted.
 */
export class ScrollFollower {
  /** Whether the reader is at the end, so that the view follows. */
  isFollowing = ref(true);
  #scroller = null;
  #observer = null;
  #lastTop = 0;
  #onScroll = () => this.#scrolled();

  attach(scroller, content) {
    this.#scroller = scroller;
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#observer = new ResizeObserver(() => this.isFollowing.value && this.#jump());
    this.#observer.observe(content);
    this.#observer.observe(scroller);
    this.#jump();
  }

  detach() {
    this.#observer?.disconnect();
    this.#scroller?.removeEventListener("scroll", this.#onScroll);
    this.#scroller = null;
  }

  /** Goes to the end and stays there. */
  toEnd() {
    this.isFollowing.value = true;
    this.#jump();
  }

  #jump() {
    if (!this.#scroller) return;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const isNearEnd = scrollHeight - scrollTop - clientHeight <= nearEndPixels;
    // Growth moves the end away without anybody scrolling up: only the reader's own way up ends the following.
    if (isNearEnd) this.isFollowing.value = true;
    else if (scrollTop < this.#lastTop - 1) this.isFollowing.value = false;
    this.#lastTop = scrollTop;
  }
}
