// Qt 6.4's moc stops at `namespace std _GLIBCXX_VISIBILITY(default)` of GCC 12's headers; this makes it plain.
#define _GLIBCXX_VISIBILITY(v)
