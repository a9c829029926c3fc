;;; emacs_test.el --- domcheck.el in a real Emacs  -*- lexical-binding: t; -*-

;; emacs --batch -q -L editors/emacs -l editors/test/emacs_test.el -f ert-run-tests-batch-and-exit
;; $WORK has guests/ with legacy-ide.xml.

;;; Code:

(setq load-prefer-newer t)
(require 'ert)
(require 'domcheck)

(setq eglot-events-buffer-size 100000
      eglot-sync-connect 15
      make-backup-files nil
      create-lockfiles nil)

(defun domcheck-test-until (what condition)
  "Wait until CONDITION returns non-nil, which is WHAT; return that."
  (let ((deadline (+ (float-time) 15)) value)
    (while (not (setq value (funcall condition)))
      (when (> (float-time) deadline)
        (ert-fail (list what
                        (mapcar #'flymake-diagnostic-text (flymake-diagnostics))
                        (buffer-substring-no-properties (point-min) (point-max)))))
      (accept-process-output nil 0.02))
    value))

(defun domcheck-test-finding-at (line text)
  "Whether there is a diagnostic in LINE whose text has TEXT."
  (cl-loop for one in (flymake-diagnostics)
           thereis (and (string-match-p (regexp-quote text) (flymake-diagnostic-text one))
                        (= line (line-number-at-pos (flymake-diagnostic-beg one))))))

(defun domcheck-test-line (number)
  "The text of line NUMBER."
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (point) (line-end-position))))

(defmacro domcheck-test-with-guest (settings &rest body)
  "With SETTINGS, visit the guest, manage it by Eglot, do BODY, and leave."
  (declare (indent 1))
  `(let* ((domcheck-settings ,settings)
          (buffer (find-file-noselect (expand-file-name "guests/legacy-ide.xml" (getenv "WORK")))))
     (with-current-buffer buffer
       (should (derived-mode-p 'nxml-mode))
       (apply #'eglot (eglot--guess-contact))
       (flymake-start)                  ; else it starts after the next command, and none follows
       (unwind-protect (progn ,@body)
         (set-buffer buffer)
         (eglot-shutdown (eglot-current-server))
         (set-buffer-modified-p nil)
         (kill-buffer buffer)))))

(defmacro domcheck-test-choosing (pattern &rest body)
  "Do BODY; the person chooses what matches PATTERN wherever there is a choice."
  (declare (indent 1))
  `(let ((last-nonmenu-event t)          ; do not open a menu for the mouse
         (completing-read-function
          (lambda (_prompt collection &rest _)
            (or (cl-find-if (lambda (each) (string-match-p ,pattern each))
                            (all-completions "" collection))
                (error "Nothing like %s in %S" ,pattern (all-completions "" collection))))))
     ,@body))

(ert-deftest domcheck-shows-fixes-completes ()
  (domcheck-test-with-guest '(:caps "@debian-12")
    (domcheck-test-until "the finding"
                         (lambda () (domcheck-test-finding-at 23 "disk bus 'ide'")))
    (goto-char (point-min))
    (search-forward "bus='ide")
    (backward-char)
    (domcheck-test-choosing "sata"
      (call-interactively #'eglot-code-actions))
    (domcheck-test-until
     "the action is applied"
     (lambda () (equal (domcheck-test-line 23) "      <target dev='hda' bus='sata'/>")))
    (domcheck-test-until "the finding is gone"
                         (lambda () (not (domcheck-test-finding-at 23 "disk bus 'ide'"))))

    (goto-char (point-min))
    (search-forward "bus='sata")
    (delete-region (- (point) 4) (point))
    (insert "vir")
    (completion-at-point)
    (should (equal (domcheck-test-line 23) "      <target dev='hda' bus='virtio'/>"))

    (let (opened)
      (cl-letf (((symbol-function 'browse-url) (lambda (uri &rest _) (setq opened uri))))
        (goto-char (point-min))
        (search-forward "<target dev='hdc")
        (search-backward "target")
        (domcheck-test-choosing "documentation"
          (call-interactively #'eglot-code-actions))
        (domcheck-test-until "the documentation" (lambda () opened)))
      (should (string-prefix-p "https://" opened)))))

(ert-deftest domcheck-chooses-a-host ()
  (domcheck-test-with-guest nil
    (domcheck-test-choosing "@debian-12"
      (domcheck-choose-host)
      (domcheck-test-until "the finding"
                           (lambda () (domcheck-test-finding-at 23 "disk bus 'ide'"))))))

(ert-deftest domcheck-goes-by-the-configuration ()
  (let ((config (expand-file-name "guests/.domcheck.cfg" (getenv "WORK"))))
    (write-region "caps = @debian-12\n" nil config nil 'silent)
    (unwind-protect
        (domcheck-test-with-guest nil
          (domcheck-test-until "the finding"
                               (lambda () (domcheck-test-finding-at 23 "disk bus 'ide'"))))
      (delete-file config))))

;;; emacs_test.el ends here
