-- Drives a Neovim of its own, as a person at the keyboard would, and looks at its buffers:
--   nvim --headless -u NONE -i NONE -S nvim_test.lua
-- $WORK has guests/ with legacy-ide.xml, $PLUGIN is editors/nvim.
local work, plugin = os.getenv('WORK'), os.getenv('PLUGIN')

local function fail(message)
  error(message, 0)
end

local child
local function call(name, ...)
  return vim.fn.rpcrequest(child, name, ...)
end
local function eval(code, ...)
  return call('nvim_exec_lua', code, { ... })
end
-- Neovim accepts keys even while it waits for an answer.
local function keys(text)
  call('nvim_input', text)
end
local function lines()
  return call('nvim_buf_get_lines', 0, 0, -1, true)
end
local function line(number)
  return lines()[number]
end

local function until_true(what, condition)
  if not vim.wait(15000, condition, 20) then
    local ok, seen = pcall(function()
      return eval('return vim.inspect({ vim.diagnostic.get(0), vim.api.nvim_buf_get_lines(0, 0, -1, true) }) ..'
        .. " vim.fn.execute('messages')")
    end)
    fail('it did not come to it: ' .. what .. '\n' .. (ok and seen or 'blocked'))
  end
end

-- Calls `open`, which opens a menu, and chooses its first entry. Neovim waits for a key at a menu;
-- from 0.11 on it asks vim.ui.select.
local function choose_the_first(what, open)
  if vim.fn.has('nvim-0.11') == 1 then
    eval([[
      vim.ui.select = function(entries, _, choose)
        vim.g.had_menu = true
        choose(entries[1], 1)
      end]])
    open()
    until_true(what, function() return eval('return vim.g.had_menu') == true end)
  else
    open()
    until_true(what, function() return call('nvim_get_mode').blocking end)
    keys('1<CR>')
  end
end

local function start(setup)
  child = vim.fn.jobstart(
    { 'nvim', '--embed', '--headless', '-u', 'NONE', '-i', 'NONE', '--cmd',
      'filetype on | set noswapfile nomore rtp+=' .. vim.fn.fnameescape(plugin) }, { rpc = true })
  eval(setup)
end
-- Neovim may end before it can answer.
local function stop()
  vim.fn.rpcnotify(child, 'nvim_input', '<Esc>:qall!<CR>')
  if vim.fn.jobwait({ child }, 15000)[1] < 0 then
    fail('Neovim does not end')
  end
end

local function has_finding(rule)
  return eval([[
    for _, one in ipairs(vim.diagnostic.get(0)) do
      if one.source == 'domcheck' and one.code == ... then return one.lnum + 1 end
    end]], rule)
end
local function expect_finding(rule, number)
  until_true(rule .. ' at line ' .. number, function()
    return has_finding(rule) == number
  end)
end

local tests = {}

function tests.shows_fixes_completes()
  start([[require('domcheck').setup({ settings = { caps = '@debian-12' } })]])
  call('nvim_command', 'edit ' .. work .. '/guests/legacy-ide.xml')
  expect_finding('disk-bus', 23)

  -- The preferred action comes first.
  keys("23G0/'ide/e<CR>")
  until_true('the cursor is at the value', function()
    return vim.deep_equal(call('nvim_win_get_cursor', 0), { 23, 31 })
  end)
  choose_the_first('the menu of actions', function()
    keys(':lua vim.lsp.buf.code_action()<CR>')
  end)
  until_true('the action is applied', function()
    return line(23) == "      <target dev='hda' bus='sata'/>"
  end)
  until_true('the finding is gone', function()
    return has_finding('disk-bus') ~= 23
  end)

  -- A half-typed value.
  keys("ci'vir")
  keys('<C-x><C-o>')
  until_true('the completion of a value', function()
    return line(23) == "      <target dev='hda' bus='virtio'/>"
  end)
  keys('<Esc>')

  -- What hover shows.
  keys('23G0/virtio<CR>:lua vim.lsp.buf.hover()<CR>')
  until_true('hover', function()
    return eval([[
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        local buffer = vim.api.nvim_win_get_buf(window)
        local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n')
        if buffer ~= vim.fn.bufnr('legacy-ide.xml') and text:find('virtio') then return true end
      end]])
  end)
  stop()
end

function tests.chooses_a_host()
  start([[require('domcheck').setup()]])
  call('nvim_command', 'edit ' .. work .. '/guests/legacy-ide.xml')
  until_true('the client is attached', function()
    return eval('return #(vim.lsp.get_clients or vim.lsp.get_active_clients)({ bufnr = 0 })') == 1
  end)
  choose_the_first('the menu of hosts', function()
    keys(':DomcheckChooseHost<CR>')
  end)
  expect_finding('disk-bus', 23)
  stop()
end

function tests.goes_by_the_configuration()
  vim.fn.writefile({ 'caps = @debian-12' }, work .. '/guests/.domcheck.cfg')
  start([[require('domcheck').setup()]])
  call('nvim_command', 'edit ' .. work .. '/guests/legacy-ide.xml')
  expect_finding('disk-bus', 23)
  vim.fn.delete(work .. '/guests/.domcheck.cfg')
  stop()
end

function tests.tells_that_there_is_no_program()
  start([[
    vim.notify = function(text) notified = text end
    require('domcheck').setup({ cmd = { '/nonexistent/domcheck', 'lsp' } })]])
  if not (eval('return notified') or ''):find("there is no program '/nonexistent/domcheck'", 1, true) then
    fail('nothing was told')
  end
  stop()
end

-- Newer Neovims are not available here, so this tests what they would receive.
function tests.suits_newer_neovims()
  start([[
    vim.lsp.config = nil
    vim.lsp.start = function(config, options) started = { config.name, config.root_dir, options.bufnr } end
    require('domcheck').setup()]])
  call('nvim_command', 'edit ' .. work .. '/guests/web-server.xml')
  local started = eval('return started')
  if not vim.deep_equal(started, { 'domcheck', work .. '/guests', eval('return vim.api.nvim_get_current_buf()') }) then
    fail('0.8: ' .. vim.inspect(started))
  end
  stop()
  start([[
    vim.lsp.config = function(name, config) configured = { name, config.cmd, config.filetypes } end
    vim.lsp.enable = function(name) enabled = name end
    require('domcheck').setup()]])
  local configured = eval('return { configured, enabled }')
  if not vim.deep_equal(configured, { { 'domcheck', { 'domcheck', 'lsp' }, { 'xml' } }, 'domcheck' }) then
    fail('0.11: ' .. vim.inspect(configured))
  end
  stop()
end

local failed = false
for name, test in pairs(tests) do
  local ok, message = pcall(test)
  io.stdout:write(name, ok and ': passed\n' or ': FAILED\n' .. tostring(message) .. '\n')
  if not ok then
    failed = true
    pcall(vim.fn.jobstop, child)
  end
end
vim.cmd(failed and 'cquit 1' or 'qall!')
