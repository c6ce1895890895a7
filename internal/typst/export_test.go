package typst

// Resting is the process that waits for the next document, 0 when there is none.
func (w *Workshop) Resting() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.spare == nil {
		return 0
	}
	return w.spare.cmd.Process.Pid
}
