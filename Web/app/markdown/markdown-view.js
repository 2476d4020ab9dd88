export class MarkdownView { constructor(element){ this.element = element; } update(text) { this.element.textContent = text; } destroy() {} }
